# Goldens of the t-tests: t.test, and effect sizes by inverting pt(ncp =).
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

# An infinite limit comes padded.
texts <- function(x) lapply(unname(x), function(v) unbox(trimws(digits(v))))
r_name <- function(alternative) sub("-", ".", alternative, fixed = TRUE)
shift <- function(t, df, upper) {
  if (upper <= 0 || upper >= 1) return(if (upper <= 0) -Inf else Inf)
  uniroot(function(d) suppressWarnings(pt(t, df, d, lower.tail = FALSE)) - upper, t + c(-25, 25), tol = 1e-13,
          maxiter = 1e4)$root
}
effect <- function(t, df, unit, alpha) {
  d <- c(t, shift(t, df, alpha / 2), shift(t, df, 1 - alpha / 2)) * unit
  j <- exp(lgamma(df / 2) - log(sqrt(df / 2)) - lgamma((df - 1) / 2))
  list(d = texts(d), g = texts(j * d))
}
case <- function(kind, y, x, parameters, n, test, effects) {
  se <- unname(test$stderr)
  estimate <- if (kind == "ttest_independent") -diff(test$estimate) else test$estimate
  c(list(kind = unbox(kind), y = y, x = x, parameters = lapply(parameters, unbox), n = unbox(n),
         test = texts(c(estimate, se, test$statistic, test$parameter, test$p.value,
                        test$conf.int))), effects)
}
one <- function(ys, y, mu, alternative, alpha) {
  rows <- na.omit(cohort[ys])
  v <- rows[[y]]
  test <- t.test(v, mu = mu, alternative = r_name(alternative), conf.level = 1 - alpha)
  case("ttest_onesample", ys, y, list(mu = mu, alt_hypothesis = alternative, alpha = alpha),
       length(v), test, effect(unname(test$statistic), length(v) - 1, 1 / sqrt(length(v)), alpha))
}
paired <- function(y, x, alternative, alpha) {
  rows <- na.omit(cohort[c(x, y)])
  a <- rows[[x]]; b <- rows[[y]]; n <- nrow(rows)
  test <- t.test(a, b, paired = TRUE, alternative = r_name(alternative), conf.level = 1 - alpha)
  z <- effect(unname(test$statistic), n - 1, 1 / sqrt(n), alpha)
  average <- sqrt((var(a) + var(b)) / 2)
  c(case("ttest_paired", y, x, list(alt_hypothesis = alternative, alpha = alpha), n, test, z),
    list(average = texts(mean(a - b) / average)))
}
independent <- function(y, x, a, b, variance, alternative, alpha) {
  rows <- na.omit(cohort[c(x, y)])
  va <- rows[[y]][rows[[x]] == a]; vb <- rows[[y]][rows[[x]] == b]
  test <- t.test(va, vb, var.equal = variance == "student", alternative = r_name(alternative),
                 conf.level = 1 - alpha)
  student <- t.test(va, vb, var.equal = TRUE)$statistic
  case("ttest_independent", y, x,
       list(groupA = a, groupB = b, variance = variance, alt_hypothesis = alternative,
            alpha = alpha),
       length(va) + length(vb), test,
       effect(unname(student), length(va) + length(vb) - 2, sqrt(1 / length(va) + 1 / length(vb)),
              alpha))
}
write_golden("ttest", list(
  one("score", "score", 31.5, "two-sided", 0.05),
  one(c("volume", "score"), "volume", 4, "greater", 0.1),
  one("load", "load", 2.2, "less", 0.01),
  one("far", "far", 1e8, "two-sided", 0.05),
  paired("load", "volume", "two-sided", 0.05),
  # Beyond a noncentrality of 37.62 R has no answer: nothing here is far from 0.
  paired("volume", "load", "less", 0.2),
  independent("volume", "gender", "M", "F", "welch", "two-sided", 0.05),
  independent("volume", "gender", "M", "F", "student", "greater", 0.05),
  independent("score", "diagnosis", "AD", "PSP", "welch", "less", 0.1),
  independent("age", "grade", "10", "2", "student", "two-sided", 0.01),
  independent("faroutcome", "dataset", "east", "south", "welch", "two-sided", 0.05)))
