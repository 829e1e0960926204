# Goldens of contingency tables: chisq.test, fisher.test, Wald's intervals by hand. fisher.test stops
# its search for the odds ratio at 1e-4; here it goes on.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

conditional <- function(m, alpha) {
  a <- m[1, 1]; r <- rowSums(m); k <- sum(m[, 1])
  x <- max(0, k - r[2]):min(k, r[1])
  base <- dhyper(x, r[1], r[2], k, log = TRUE)
  law <- function(l) { p <- base + l * x; p <- exp(p - max(p)); p / sum(p) }
  search <- function(f) exp(uniroot(function(l) f(law(l)), c(-40, 40), tol = 1e-15)$root)
  c(search(function(p) sum(x * p) - a), search(function(p) sum(p[x >= a]) - alpha / 2),
    search(function(p) sum(p[x <= a]) - alpha / 2))
}
wald <- function(value, error, alpha) value * exp(c(0, -1, 1) * qnorm(1 - alpha / 2) * error)
tabulate <- function(y, x, alpha) {
  rows <- na.omit(cohort[c(y, x)])
  m <- unclass(table(droplevels(rows[[x]]), droplevels(rows[[y]])))
  plain <- suppressWarnings(chisq.test(m, correct = FALSE))
  out <- list(y = y, x = x, alpha = unbox(alpha), n = unbox(sum(m)), rows = rownames(m),
              columns = colnames(m), counts = lapply(seq_len(nrow(m)), function(i) unname(m[i, ])),
              chisq = texts(c(plain$statistic, plain$parameter, plain$p.value)),
              fisher = texts(fisher.test(m, workspace = 2e7)$p.value),
              v = texts(sqrt(unname(plain$statistic) / sum(m) / (min(dim(m)) - 1))))
  if (all(dim(m) == 2)) {
    yates <- chisq.test(m)
    risk <- m[, 1] / rowSums(m)
    out <- c(out, list(
      yates = texts(c(yates$statistic, yates$p.value)), conditional = texts(conditional(m, alpha)),
      odds = texts(wald(m[1, 1] * m[2, 2] / m[1, 2] / m[2, 1], sqrt(sum(1 / m)), alpha)),
      risk = texts(wald(risk[1] / risk[2],
                        sqrt(sum(1 / m[, 1]) - sum(1 / rowSums(m))), alpha))))
  }
  out
}
# A table small enough to be listed.
few <- cohort
cohort <- subset(few, grade %in% c("1", "10") & diagnosis %in% c("AD", "CN"))
fourfold <- tabulate("diagnosis", "grade", 0.05)
cohort <- few
small <- list(counts = list(c(3, 1, 4), c(2, 6, 0), c(1, 1, 3)))
small$fisher <- texts(fisher.test(do.call(rbind, small$counts))$p.value)
write_golden("contingency_table", list(
  tabulate("gender", "diagnosis", 0.05), c(fourfold, list(only = unbox(TRUE))), small))
