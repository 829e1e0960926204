# Goldens of logistic regression: glm(binomial) to the last digit, vcov, logLik, AIC, BIC.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

fit_case <- function(y, positive, x) {
  ordered <- c(x[x %in% nominal], x[!(x %in% nominal)])
  rows <- na.omit(cohort[c(y, x)])
  rows[] <- lapply(rows, function(v) if (is.factor(v)) droplevels(v) else v)
  rows$event <- as.integer(rows[[y]] == positive)
  terms <- ordered[vapply(ordered, function(v) !is.factor(rows[[v]]) || nlevels(rows[[v]]) > 1, TRUE)]
  control <- glm.control(epsilon = 1e-14, maxit = 100)
  # glm's tolerance for aliasing shrinks with epsilon, so aliased terms are found at the default.
  rough <- glm(reformulate(c("1", terms), "event"), binomial, rows)
  estimate <- coef(rough)
  kept <- names(estimate)[!is.na(estimate)]
  design <- model.matrix(rough)[, kept, drop = FALSE]
  fit <- suppressWarnings(glm(event ~ 0 + design, binomial, list(event = rows$event, design = design),
                              control = control))
  estimate[kept] <- coef(fit)
  none <- suppressWarnings(glm(event ~ 1, binomial, rows, control = control))
  # The variances at the final coefficients; glm keeps those of the step before.
  p <- plogis(drop(design %*% estimate[kept]))
  se <- setNames(rep(NA_real_, length(estimate)), names(estimate))
  se[kept] <- sqrt(diag(solve(crossprod(design * sqrt(p * (1 - p))))))
  stopifnot(isTRUE(all.equal(se[kept], setNames(sqrt(diag(vcov(fit))), kept), tolerance = 1e-5)))
  z <- estimate / se
  ll <- as.numeric(logLik(fit))
  ll0 <- as.numeric(logLik(none))
  n <- nrow(rows)
  list(y = unbox(y), positive = unbox(positive), x = x, n = unbox(n),
       positives = unbox(sum(rows$event)),
       terms = term_names(names(estimate)),
       estimate = texts(estimate), se = texts(se), z = texts(z),
       p = texts(2 * pnorm(abs(z), lower.tail = FALSE)),
       lower = texts(estimate - qnorm(0.975) * se), upper = texts(estimate + qnorm(0.975) * se),
       df_residual = texts(fit$df.residual),
       log_likelihood = texts(ll), null_log_likelihood = texts(ll0),
       aic = texts(AIC(fit)), bic = texts(BIC(fit)),
       mcfadden = texts(1 - ll / ll0), coxsnell = texts(1 - exp(2 * (ll0 - ll) / n)))
}

write_golden("logistic_regression", list(
  fit_case("diagnosis", "AD", c("age", "volume")),
  fit_case("diagnosis", "CN", c("volume", "gender", "score", "grade")),
  fit_case("gender", "M", c("volume", "dataset")),
  fit_case("gender", "F", c("age", "months", "volume")),
  fit_case("diagnosis", "AD", c("single", "age")),
  fit_case("diagnosis", "PSP", c("age", "load")),
  fit_case("dataset", "south", c("age", "gender"))))
