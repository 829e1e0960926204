# Goldens of Pearson's correlation: cor.test over the rows complete in all variables.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

correlate <- function(y, x, level) {
  rows <- na.omit(cohort[unique(c(x, y))])
  columns <- if (length(x) == 0) y else x
  table <- function(part) {
    lapply(y, function(row) texts(vapply(columns, function(column) {
      if (sd(rows[[row]]) == 0 || sd(rows[[column]]) == 0) return(NA_real_)
      # R's rounding gives 1 - 1e-16 for a variable with itself now and then.
      if (row == column) return(c(r = 1, p = 0, lower = 1, upper = 1)[[part]])
      test <- cor.test(rows[[row]], rows[[column]], conf.level = level)
      c(r = unname(test$estimate), p = test$p.value,
        lower = test$conf.int[1], upper = test$conf.int[2])[[part]]
    }, 0)))
  }
  list(y = y, x = x, level = unbox(level), n = unbox(nrow(rows)),
       r = table("r"), p = table("p"), lower = table("lower"), upper = table("upper"))
}

write_golden("pearson_correlation", list(
  correlate(c("age", "volume", "score"), character(0), 0.95),
  correlate(c("score", "load"), c("age", "volume"), 0.8),
  correlate("volume", c("load", "age"), 0.999),
  correlate(c("constant", "age"), character(0), 0.95)))
