# Goldens of penalised regression: glmnet along a path, cv.glmnet on the same folds and penalties.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
suppressPackageStartupMessages(library(glmnet))
glmnet.control(fdev = 0, devmax = 1)

fit_case <- function(y, x, alpha, folds) {
  ordered <- c(x[x %in% nominal], x[!(x %in% nominal)])
  complete <- complete.cases(cohort[c(y, x)])
  rows <- cohort[complete, c(y, x)]
  rows[] <- lapply(rows, function(v) if (is.factor(v)) droplevels(v) else v)
  # Fold of a row: its number in the file, as the tests have it.
  fold <- (which(complete) - 1) %% folds + 1
  design <- model.matrix(reformulate(ordered), rows)[, -1, drop = FALSE]
  rough <- glmnet(design, rows[[y]], alpha = alpha)
  # The whole sequence, also where glmnet would stop; every tenth point is compared.
  lambda <- rough$lambda[1] * 1e-4^((0:99) / 99)
  stopifnot(all.equal(rough$lambda, lambda[seq_along(rough$lambda)], tolerance = 1e-9))
  fit <- glmnet(design, rows[[y]], alpha = alpha, lambda = lambda, thresh = 1e-30, maxit = 1e9)
  cv <- cv.glmnet(design, rows[[y]], alpha = alpha, lambda = lambda, foldid = fold,
                  thresh = 1e-28, maxit = 1e9)
  at <- seq(1, 100, by = 11)
  # Rounding leaves 1e-18 where a coefficient is 0.
  coefficients <- as.matrix(coef(fit))
  coefficients[abs(coefficients) < 1e-15] <- 0
  list(y = unbox(y), x = x, alpha = unbox(alpha), folds = unbox(folds), n = unbox(nrow(rows)),
       terms = c("Intercept", term_names(colnames(design))), at = at - 1L,
       lambda = texts(lambda[at]), explained = texts(fit$dev.ratio[at]), nonzero = unname(colSums(coefficients[-1, at] != 0)),
       coefficients = lapply(at, function(i) texts(coefficients[, i])),
       error = texts(cv$cvm[at]), se = texts(cv$cvsd[at]),
       best = texts(cv$lambda.min), simplest = texts(cv$lambda.1se))
}

write_golden("penalised_regression", list(
  fit_case("score", c("age", "volume", "load", "gender", "grade", "diagnosis"), 1, 10),
  fit_case("score", c("age", "volume", "load", "dataset"), 0.5, 5),
  fit_case("score", c("age", "volume", "load", "gender", "grade"), 0, 10),
  # Columns that nearly determine each other.
  fit_case("volume", c("mixture", "age", "load"), 0.9, 4),
  fit_case("load", c("age", "volume"), 1, 3)))
