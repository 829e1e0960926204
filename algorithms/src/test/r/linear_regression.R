# Goldens of linear regression: lm, summary.lm, confint.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

# Koinon's order of columns: categorical covariates first, then numerical, each in request order.
fit_case <- function(y, x, tol = 1e-7) {
  ordered <- c(x[x %in% nominal], x[!(x %in% nominal)])
  rows <- na.omit(cohort[c(y, x)])
  rows[] <- lapply(rows, function(v) if (is.factor(v)) droplevels(v) else v)
  terms <- ordered[vapply(ordered, function(v) !is.factor(rows[[v]]) || nlevels(rows[[v]]) > 1, TRUE)]
  fit <- lm(reformulate(c("1", terms), y), rows, tol = tol)
  s <- summary(fit)
  # summary() leaves aliased terms out; Koinon lists them as undefined.
  full <- matrix(NA_real_, length(coef(fit)), 4, dimnames = list(names(coef(fit)), NULL))
  full[rownames(s$coefficients), ] <- s$coefficients
  interval <- confint(fit)
  f <- if (is.null(s$fstatistic)) c(NA, NA, NA) else s$fstatistic
  list(y = unbox(y), x = x, n = unbox(nrow(rows)),
       terms = term_names(names(coef(fit))),
       estimate = texts(full[, 1]), se = texts(full[, 2]), t = texts(full[, 3]), p = texts(full[, 4]),
       lower = texts(interval[, 1]), upper = texts(interval[, 2]),
       sigma = texts(s$sigma), r2 = texts(s$r.squared), adjusted = texts(s$adj.r.squared),
       f = texts(f[1]), df_model = texts(fit$rank - 1), df_residual = texts(fit$df.residual),
       f_p = texts(if (is.na(f[1])) NA else pf(f[1], f[2], f[3], lower.tail = FALSE)))
}

write_golden("linear_regression", list(
  fit_case("score", c("age", "volume")),
  fit_case("score", c("volume", "gender", "age", "grade", "diagnosis")),
  fit_case("score", "dataset"),
  fit_case("volume", c("age", "months", "gender")),
  fit_case("volume", c("age", "load", "constant")),
  fit_case("score", c("single", "age")),
  fit_case("load", c("grade", "dataset", "diagnosis", "gender")),
  # The outcome far from 0: R's own digits end first, which the test allows for.
  fit_case("faroutcome", c("age", "load"))))
