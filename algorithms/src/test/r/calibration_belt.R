# Goldens of the calibration belt, written from the papers of Nattino, Finazzi and Bertolini
# (Stat Med 2014 and 2016), since Debian has no givitiR: glm for the polynomials, integrate for the
# distribution of the statistic, and limits from a penalised likelihood whose penalty is adjusted.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

# P(T <= t) as in the papers; the last case of each by integrating the case before.
statistic_cdf <- function(t, m, devel, thres) {
  p <- 1 - thres
  k <- qchisq(thres, 1)
  tight <- function(f, from, to) integrate(f, from, to, rel.tol = 1e-12, subdivisions = 2000)$value
  # z = s^2 takes the pole of the density away.
  over <- function(f, to) tight(function(s) 2 * dnorm(s) * f(s^2), sqrt(k), sqrt(to))
  if (devel == "external") {
    if (m == 1) return(pchisq(t, 2))
    if (t <= (m - 1) * k) return(0)
    if (m == 2) {
      return((pchisq(t, 1) - 1 + p - sqrt(2 / pi) * exp(-t / 2) * (sqrt(t) - sqrt(k))) / p)
    }
  } else {
    if (m == 2) return(pchisq(t, 1))
    if (t <= (m - 2) * k) return(0)
    if (m == 3) return(over(function(y) pchisq(t - y, 1), t) / p)
  }
  before <- function(y) vapply(y, function(v) statistic_cdf(t - v, m - 1, devel, thres), 0)
  over(before, t - (m - if (devel == "external") 2 else 3) * k) / p
}

newton <- function(x, y, b, pull) {
  for (i in 1:100) {
    e <- plogis(drop(x %*% b))
    step <- solve(crossprod(x * sqrt(e * (1 - e))), crossprod(x, y - e) + pull)
    b <- b + drop(step)
    if (max(abs(step)) < 1e-13) break
  }
  b
}
log_lik <- function(x, y, b) {
  eta <- drop(x %*% b)
  sum(plogis(ifelse(y == 1, eta, -eta), log.p = TRUE))
}

belt_case <- function(devel, thres = 0.95, max_deg = 4, positive = "yes", outcome = "relapse",
                      levels = c(0.8, 0.95), sharpen = 1) {
  rows <- na.omit(survival_cohort()[c(outcome, "risk")])
  y <- as.integer(rows[[outcome]] == positive)
  g <- qlogis(rows$risk)
  n <- length(y)
  centre <- mean(g)
  spread <- sqrt(mean((g - centre)^2))
  h <- (g - centre) / spread
  design <- function(m) outer(h, 0:m, "^")
  fits <- lapply(1:max_deg, function(m) newton(design(m), y, glm.fit(design(m), y, family = binomial())$coefficients, 0))
  ll <- vapply(1:max_deg, function(m) log_lik(design(m), y, fits[[m]]), 0)
  m <- if (devel == "external") 1 else 2
  while (m < max_deg && 2 * (ll[m + 1] - ll[m]) > qchisq(thres, 1)) m <- m + 1
  statistic <- 2 * (ll[m] - sum(plogis(ifelse(y == 1, g, -g), log.p = TRUE)))
  raw <- glm(y ~ poly(g, m, raw = TRUE), binomial, control = glm.control(1e-14, 100))
  x <- design(m)
  points <- seq(plogis(centre - 2.5 * spread), plogis(centre + 2.5 * spread), length.out = 10)
  limit <- function(at, q, sign) {
    v <- ((qlogis(at) - centre) / spread)^(0:m)
    gap <- function(mu) 2 * (ll[m] - log_lik(x, y, newton(x, y, fits[[m]], sign * mu * v))) - q
    # The first guess is Wald's; the true one lies near.
    e <- plogis(drop(x %*% fits[[m]]))
    guess <- sqrt(q / drop(v %*% solve(crossprod(x * sqrt(e * (1 - e))), v)))
    mu <- uniroot(gap, c(0.3, 1) * guess, extendInt = "yes", tol = 1e-14 * guess)$root
    plogis(sum(v * newton(x, y, fits[[m]], sign * mu * v)))
  }
  band <- function(level) {
    q <- uniroot(function(t) statistic_cdf(t, m, devel, thres) - level, c(1e-6, 60), tol = 1e-12)$root
    list(level = texts(level), lower = texts(vapply(points, limit, 0, q = q, sign = -1)),
         upper = texts(vapply(points, limit, 0, q = q, sign = 1)))
  }
  list(devel = unbox(devel), thres = texts(thres), max_deg = unbox(max_deg),
       outcome = unbox(outcome), positive = unbox(positive), n = unbox(n), degree = unbox(m),
       coefficients = texts(coef(raw)), statistic = texts(statistic),
       p = texts(1 - statistic_cdf(statistic, m, devel, thres)),
       points = texts(points), bands = lapply(levels, band))
}

write_golden("calibration_belt", list(
  belt_case("external"),
  belt_case("internal"),
  belt_case("external", outcome = "status", positive = "alive", levels = 0.9),
  belt_case("external", thres = 0.5),
  belt_case("internal", thres = 0.5, max_deg = 3, outcome = "sex", positive = "F"),
  belt_case("external", thres = 0.6, outcome = "stage", positive = "II"),
  belt_case("internal", thres = 0.55, outcome = "stage", positive = "III", levels = 0.95)))
