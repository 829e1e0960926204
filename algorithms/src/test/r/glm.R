# Goldens of generalised linear models: glm to the last digit, poisson and Gamma.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
visits <- read.csv(file.path(resources, "visits.csv"), na.strings = "", stringsAsFactors = FALSE)
factors <- c("dataset", "clinic", "sex", "arm")
visits[factors] <- lapply(visits[factors], as_levels)
nominal <- union(nominal, factors)

fit_case <- function(y, x, family, link, offset = "") {
  ordered <- c(x[x %in% nominal], x[!(x %in% nominal)])
  rows <- na.omit(visits[c(y, x, if (offset != "") offset)])
  rows[] <- lapply(rows, function(v) if (is.factor(v)) droplevels(v) else v)
  law <- if (family == "poisson") poisson(link) else Gamma(link)
  rows$shift <- if (offset == "") 0 else log(rows[[offset]])
  # Very small outcomes: glm's own thresholds are absolute, so the unit is taken out and put back.
  unit <- if (max(rows[[y]]) < 1e-6) 1e-10 else 1
  rows[[y]] <- rows[[y]] / unit
  formula <- reformulate(c("1", ordered, "offset(shift)"), y)
  control <- glm.control(epsilon = 1e-15, maxit = 200)
  rough <- glm(formula, law, rows)
  kept <- names(coef(rough))[!is.na(coef(rough))]
  design <- model.matrix(rough)[, kept, drop = FALSE]
  fit <- glm(rows[[y]] ~ 0 + design + offset(rows$shift), family = law, control = control,
             start = coef(rough)[kept])
  none <- glm(rows[[y]] ~ 1 + offset(rows$shift), family = law, control = control)
  # The variances at the final coefficients; glm keeps those of the step before.
  # glm stops when the deviance does; more of its own steps take the coefficients to the end.
  beta <- coef(fit)
  for (step in 1:50) {
    eta <- drop(design %*% beta) + rows$shift
    mu <- law$linkinv(eta)
    slope <- law$mu.eta(eta)
    w <- slope^2 / law$variance(mu)
    beta <- beta + solve(crossprod(design * sqrt(w)),
                         crossprod(design, w / slope * (rows[[y]] - mu)))[, 1]
  }
  stopifnot(all.equal(unname(beta), unname(coef(fit)), tolerance = 1e-6))
  eta <- drop(design %*% beta) + rows$shift
  mu <- law$linkinv(eta)
  w <- law$mu.eta(eta)^2 / law$variance(mu)
  df <- nrow(rows) - length(kept)
  pearson <- sum((rows[[y]] - mu)^2 / law$variance(mu))
  phi <- if (family == "poisson") 1 else pearson / df
  estimate <- se <- setNames(rep(NA_real_, length(coef(rough))), names(coef(rough)))
  estimate[kept] <- beta
  se[kept] <- sqrt(phi * diag(solve(crossprod(design * sqrt(w)))))
  stopifnot(all.equal(unname(se[kept]), unname(sqrt(diag(vcov(fit)))), tolerance = 1e-4))
  deviance <- sum(law$dev.resids(rows[[y]], mu, rep(1, nrow(rows))))
  aic <- law$aic(rows[[y]], 1, mu, rep(1, nrow(rows)), deviance) + 2 * length(kept)
  if (link == "log") estimate[1] <- estimate[1] + log(unit)
  if (link == "inverse") { estimate <- estimate / unit; se <- se / unit }
  t <- estimate / se
  q <- if (family == "poisson") qnorm(0.975) else qt(0.975, df)
  tail <- if (family == "poisson") pnorm(abs(t), lower.tail = FALSE)
          else pt(abs(t), df, lower.tail = FALSE)
  list(y = unbox(y), x = x, family = unbox(family), link = unbox(link), offset = unbox(offset),
       n = unbox(nrow(rows)), terms = term_names(names(estimate)),
       estimate = texts(estimate), se = texts(se), t = texts(t), p = texts(2 * tail),
       lower = texts(estimate - q * se), upper = texts(estimate + q * se),
       deviance = texts(deviance), null_deviance = texts(none$deviance),
       pearson = texts(pearson), dispersion = texts(pearson / df), df = texts(df),
       aic = texts(aic + if (family == "poisson") 0 else 2 * nrow(rows) * log(unit)))
}

write_golden("glm", list(
  fit_case("falls", c("age", "sex"), "poisson", "log"),
  fit_case("falls", c("age", "sex", "arm"), "poisson", "log", "years"),
  fit_case("visits", c("clinic", "age"), "poisson", "log", "years"),
  fit_case("cost", c("age", "sex", "clinic"), "gamma", "log"),
  fit_case("cost", c("age", "sex"), "gamma", "inverse"),
  fit_case("micro", c("age", "arm"), "gamma", "log"),
  fit_case("micro", c("age", "sex"), "gamma", "inverse")))
