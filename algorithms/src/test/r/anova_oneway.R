# Goldens of one-way ANOVA: aov, and Tukey's comparisons by ptukey and qtukey.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

analyse <- function(y, x) {
  rows <- na.omit(cohort[c(y, x)])
  f <- droplevels(rows[[x]]); v <- rows[[y]]
  table <- summary(aov(v ~ f))[[1]]
  ss <- table$`Sum Sq`; df <- table$Df; mse <- ss[2] / df[2]
  n <- tapply(v, f, length); m <- tapply(v, f, mean)
  pairs <- combn(levels(f), 2)
  a <- pairs[1, ]; b <- pairs[2, ]
  se <- sqrt(mse * (1 / n[a] + 1 / n[b]))
  t <- (m[a] - m[b]) / se
  half <- qtukey(0.95, length(n), df[2]) / sqrt(2) * se
  list(y = y, x = x, n = unbox(length(v)),
       table = texts(c(df, ss, table$`F value`[1], table$`Pr(>F)`[1],
                       ss[1] / sum(ss), (ss[1] - df[1] * mse) / (sum(ss) + mse))),
       levels = levels(f), means = texts(m), sds = texts(tapply(v, f, sd)),
       mins = texts(tapply(v, f, min)), maxs = texts(tapply(v, f, max)),
       a = a, b = b, differences = texts(m[a] - m[b]), ses = texts(se),
       p = texts(ptukey(sqrt(2) * abs(t), length(n), df[2], lower.tail = FALSE)),
       lower = texts(m[a] - m[b] - half), upper = texts(m[a] - m[b] + half))
}
write_golden("anova_oneway", list(
  analyse("volume", "diagnosis"), analyse("score", "grade"), analyse("load", "dataset"),
  analyse("age", "gender"), analyse("age", "diagnosis")))
