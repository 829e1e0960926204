# Goldens of the mixed model: lme4::lmer, and its likelihood taken to the last digits.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
suppressPackageStartupMessages(library(lme4))
visits <- read.csv(file.path(resources, "visits.csv"), na.strings = "", stringsAsFactors = FALSE)
factors <- c("dataset", "clinic", "sex", "arm")
visits[factors] <- lapply(visits[factors], as_levels)
nominal <- union(nominal, factors)

fit_case <- function(y, x, group, reml) {
  ordered <- c(x[x %in% nominal], x[!(x %in% nominal)])
  rows <- na.omit(visits[c(y, x, group)])
  rows[] <- lapply(rows, function(v) if (is.factor(v)) droplevels(v) else v)
  formula <- reformulate(c("1", ordered, paste0("(1 | ", group, ")")), y)
  fit <- lmer(formula, rows, REML = reml, control = lmerControl(optimizer = "bobyqa"))
  X <- getME(fit, "X")
  Z <- as.matrix(getME(fit, "Z"))
  yy <- rows[[y]]
  n <- nrow(X)
  p <- ncol(X)
  m <- if (reml) n - p else n
  # By definition: the variance matrix is I + lambda Z Z'.
  at <- function(lambda) {
    inverse <- solve(diag(n) + lambda * tcrossprod(Z))
    A <- t(X) %*% inverse %*% X
    beta <- solve(A, t(X) %*% inverse %*% yy)
    r <- yy - X %*% beta
    list(A = A, beta = drop(beta), r = r, inverse = inverse,
         rss = drop(t(r) %*% inverse %*% r))
  }
  slope <- function(lambda, s2 = NULL) {
    a <- at(lambda)
    if (is.null(s2)) s2 <- a$rss / m
    u <- t(Z) %*% a$inverse
    value <- sum(diag(u %*% Z)) - sum((u %*% a$r)^2) / s2
    if (reml) value <- value - sum(diag(solve(a$A, t(u %*% X) %*% (u %*% X))))
    value
  }
  minus2 <- function(s2, lambda) {
    a <- at(lambda)
    determinant(diag(n) + lambda * tcrossprod(Z))$modulus[1] + m * log(2 * pi * s2) + a$rss / s2 +
      (if (reml) determinant(a$A)$modulus[1] else 0)
  }
  theta <- getME(fit, "theta")
  lambda <- if (slope(0) >= 0 && theta < 1e-4) 0
            else uniroot(slope, theta^2 * c(0.9, 1.1), tol = 1e-15, maxiter = 1000)$root
  stopifnot(abs(lambda - theta^2) < 1e-4 * (1e-3 + lambda))
  best <- at(lambda)
  s2 <- best$rss / m
  stopifnot(all.equal(minus2(s2, lambda), c(-2 * logLik(fit)), tolerance = 1e-10))
  se <- sqrt(s2 * diag(solve(best$A)))
  stopifnot(all.equal(unname(best$beta), unname(fixef(fit)), tolerance = 1e-4))
  # Satterthwaite: the Hessian by differences of the slope, gradients by differences.
  if (lambda == 0) df <- rep(n - p, p) else {
    h <- 1e-4
    d2 <- (slope(lambda * (1 + h), s2) - slope(lambda * (1 - h), s2)) / (2 * h * lambda)
    u <- t(Z) %*% best$inverse
    mixed <- sum((u %*% best$r)^2) / s2^2
    H <- matrix(c(m / s2^2, mixed, mixed, d2), 2)
    da <- (diag(solve(at(lambda * (1 + h))$A)) - diag(solve(at(lambda * (1 - h))$A))) / (2 * h * lambda)
    g <- rbind(diag(solve(best$A)), s2 * da)
    df <- 2 * se^4 / colSums(g * (2 * solve(H) %*% g))
  }
  t <- best$beta / se
  none <- minus2(at(0)$rss / m, 0)
  ni <- colSums(Z)
  b <- lambda * drop(t(Z) %*% best$r) / (1 + ni * lambda)
  stopifnot(max(abs(b - ranef(fit)[[1]][[1]])) < 1e-3)
  deviance <- minus2(s2, lambda)
  list(y = unbox(y), x = I(x), group = unbox(group), method = unbox(if (reml) "reml" else "ml"),
       n = unbox(n), terms = term_names(colnames(X)), estimate = texts(best$beta), se = texts(se),
       df = texts(df), t = texts(t), p = texts(2 * pt(abs(t), df, lower.tail = FALSE)),
       sigma2 = texts(s2), tau2 = texts(s2 * lambda), deviance = texts(deviance),
       aic = texts(deviance + 2 * (p + 2)), bic = texts(deviance + log(n) * (p + 2)),
       chi2 = texts(max(0, none - deviance)), groups = colnames(Z), sizes = ni,
       intercepts = texts(b), intercept_se = texts(sqrt(s2 * lambda / (1 + ni * lambda))))
}

write_golden("mixed_model", list(
  fit_case("score", c("age", "sex"), "clinic", TRUE),
  fit_case("score", c("age", "sex", "arm"), "clinic", FALSE),
  fit_case("score", c("age", "sex"), "dataset", TRUE),
  fit_case("score", c("age", "arm"), "dataset", FALSE),
  fit_case("cost", c("sex", "age", "years"), "clinic", TRUE),
  fit_case("score", character(0), "clinic", TRUE)))
