# Goldens of ROC curves: pROC's area with DeLong's interval, Youden's point, on the score's grid.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
suppressPackageStartupMessages(library(pROC))

# The grid of ScoreGrid: a power of two, at most 4096 multiples within 8 standard deviations.
grid_step <- function(score) {
  spread <- sqrt(mean((score - mean(score))^2))
  bound <- 2^(floor(log2(max(abs(score)))) + 1)
  low <- max(mean(score) - 8 * spread, -bound)
  high <- min(mean(score) + 8 * spread, bound)
  2^(floor(log2((high - low) / 4094)) + 1)
}

roc_case <- function(outcome, positive, score, direction = "higher", level = 0.95) {
  rows <- na.omit(survival_cohort()[c(outcome, score)])
  step <- grid_step(rows[[score]])
  s <- round(rows[[score]] / step) * step
  y <- as.integer(rows[[outcome]] == positive)
  curve <- roc(y, s, levels = c(0, 1), direction = if (direction == "higher") "<" else ">", quiet = TRUE)
  ci <- as.numeric(ci.auc(curve, conf.level = level, method = "delong"))
  best <- max(curve$sensitivities + curve$specificities - 1)
  w <- wilcox.test(s[y == 1], s[y == 0], exact = FALSE)$statistic / sum(y == 1) / sum(y == 0)
  stopifnot(abs((if (direction == "higher") w else 1 - w) - ci[2]) < 1e-12)
  list(outcome = unbox(outcome), positive = unbox(positive), score = unbox(score),
       direction = unbox(direction), level = texts(level), step = texts(step),
       positives = unbox(sum(y)), negatives = unbox(sum(1 - y)), auc = texts(ci[2]),
       lower = texts(ci[1]), upper = texts(ci[3]), se = texts(sqrt(var(curve, method = "delong"))),
       youden = texts(best), points = unbox(length(unique(s))))
}

write_golden("roc_curve", list(
  roc_case("relapse", "yes", "risk"),
  roc_case("relapse", "yes", "score", level = 0.9),
  roc_case("relapse", "no", "risk", "lower", 0.99),
  roc_case("stage", "IV", "age"),
  roc_case("sex", "M", "far"),
  roc_case("status", "dead", "days", "lower")))
