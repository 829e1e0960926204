# Goldens of descriptive statistics: mean, sd, quantile (type 7), table, by dataset and overall.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

number <- function(values) {
  x <- values[!is.na(values)]
  q <- if (length(x)) quantile(x, c(0, 0.25, 0.5, 0.75, 1), type = 7, names = FALSE) else rep(NA, 5)
  list(count = unbox(length(x)), missing = unbox(sum(is.na(values))), total = unbox(length(values)),
       mean = texts(if (length(x)) mean(x) else NA), sd = texts(if (length(x) > 1) sd(x) else NA),
       quantiles = texts(q))
}
levels_of <- function(values) {
  counts <- table(values)
  counts <- counts[counts > 0]
  list(count = unbox(sum(!is.na(values))), missing = unbox(sum(is.na(values))),
       total = unbox(length(values)), levels = names(counts), counts = as.integer(counts))
}
describe <- function(variables, basis) {
  rows <- if (basis == "m") cohort[complete.cases(cohort[variables]), ] else cohort
  out <- list()
  for (site in c("all datasets", levels(cohort$dataset))) {
    some <- if (site == "all datasets") rows else rows[rows$dataset == site, ]
    for (v in variables) {
      facts <- if (v %in% nominal) levels_of(some[[v]]) else number(some[[v]])
      out[[length(out) + 1]] <- c(list(basis = unbox(basis), dataset = unbox(site),
                                       variable = unbox(v)), facts)
    }
  }
  out
}
variables <- c("age", "volume", "load", "gender", "diagnosis", "grade", "far", "constant")
write_golden("descriptive_stats",
             list(list(variables = variables,
                       rows = c(describe(variables, "v"), describe(variables, "m")))))
