# Goldens of meta-analysis: metafor (r-cran-metafor) on the estimates of each dataset. Its search for
# the REML variance stops at 1e-5 unless told to go on.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
suppressPackageStartupMessages(library(metafor))
texts <- function(x) lapply(unname(x), function(v) unbox(trimws(digits(v))))

sites <- function(estimate) do.call(rbind, lapply(split(cohort, cohort$dataset), estimate))
samples <- function(d, y, x, a, b) {
  d <- na.omit(d[c(y, x)])
  list(a = d[[y]][d[[x]] == a], b = d[[y]][d[[x]] == b])
}
difference <- function(y, x, a, b, measure) sites(function(d) {
  s <- samples(d, y, x, a, b)
  e <- escalc(measure, m1i = mean(s$a), sd1i = sd(s$a), n1i = length(s$a),
              m2i = mean(s$b), sd2i = sd(s$b), n2i = length(s$b))
  c(e$yi, e$vi, length(s$a) + length(s$b))
})
slope <- function(y, x) sites(function(d) {
  fit <- summary(lm(reformulate(x, y), d))
  c(fit$coefficients[2, 1], fit$coefficients[2, 2]^2, sum(fit$df[1:2]))
})
effects <- function(m) texts(c(m$beta, m$se, m$zval, m$pval, m$ci.lb, m$ci.ub))
case <- function(parameters, y, x, e, method, test, alpha) {
  level <- 100 * (1 - alpha)
  control <- if (method == "REML") list(threshold = 1e-14, maxiter = 1e4) else list()
  random <- rma(e[, 1], e[, 2], method = method, test = test, level = level, control = control)
  fixed <- rma(e[, 1], e[, 2], method = "FE", level = level)
  half <- qt(1 - alpha / 2, nrow(e) - 2) * sqrt(random$tau2 + random$se^2)
  spread <- suppressWarnings(
    confint(random, control = list(tol = 1e-14, maxiter = 1e4))$random["tau^2", 2:3])
  list(parameters = lapply(c(parameters, alpha = alpha), unbox), y = y, x = x,
       sites = rownames(e), estimates = texts(e[, 1]), ses = texts(sqrt(e[, 2])),
       rows = texts(e[, 3]), fixed = effects(fixed), random = effects(random),
       q = texts(c(random$QE, random$QEp)), tau = texts(c(random$tau2, spread)),
       i2 = texts(random$I2 / 100), prediction = texts(c(random$beta) + c(-1, 1) * half),
       weights = texts(weights(random) / 100))
}
# Thirteen trials of the BCG vaccine, which differ: estimates alone.
bcg <- function(method, test, alpha, parameters) {
  d <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
  e <- cbind(d$yi, d$vi, d$tpos + d$tneg + d$cpos + d$cneg)
  rownames(e) <- paste("site", 1:13)
  case(parameters, "volume", "age", e, method, test, alpha)
}
sexes <- list(groupA = "M", groupB = "F")
write_golden("meta_analysis", list(
  case(c(list(effect = "mean_difference", method = "reml", interval = "normal"), sexes),
       "volume", "gender", difference("volume", "gender", "M", "F", "MD"), "REML", "z", 0.05),
  case(c(list(effect = "standardised_mean_difference", method = "dersimonian_laird",
              interval = "hartung_knapp"), sexes),
       "score", "gender", difference("score", "gender", "M", "F", "SMD"), "DL", "knha", 0.1),
  case(list(effect = "mean_difference", method = "reml", interval = "hartung_knapp",
            groupA = "1", groupB = "2"),
       "load", "grade", difference("load", "grade", "1", "2", "MD"), "REML", "knha", 0.05),
  case(list(effect = "regression_coefficient", method = "reml", interval = "hartung_knapp"),
       "score", c("age", "volume"), slope("score", c("age", "volume")), "REML", "knha", 0.05),
  bcg("REML", "knha", 0.05, list(effect = "regression_coefficient", method = "reml",
                                 interval = "hartung_knapp")),
  bcg("DL", "z", 0.01, list(effect = "regression_coefficient", method = "dersimonian_laird",
                            interval = "normal"))))
