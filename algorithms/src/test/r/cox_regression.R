# Goldens of Cox regression: coxph to the last digit, its three tests, cox.zph, the baseline hazard.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
suppressPackageStartupMessages(library(survival))

cox_case <- function(time, step, x, ties, strata = "") {
  covariates <- setdiff(x, strata)
  ordered <- c(covariates[covariates %in% nominal], covariates[!(covariates %in% nominal)])
  rows <- na.omit(survival_cohort()[unique(c(time, "status", x))])
  rows[] <- lapply(rows, function(v) if (is.factor(v)) droplevels(v) else v)
  # far is 1e8 ± 1: coxph stops too early there, so it is given what is left of it.
  shift <- if ("far" %in% x) 1e8 else 0
  if (shift > 0) rows$far <- rows$far - shift
  rows$t <- round(rows[[time]] / step) * step
  rows$event <- rows$status == "dead"
  terms <- c(ordered, if (strata != "") paste0("strata(", strata, ")"))
  # It warns that eps is below the tolerance of its Cholesky factors, which is what is wanted.
  fit <- suppressWarnings(coxph(reformulate(terms, "Surv(t, event)"), rows, ties = ties,
                                nocenter = c(0, 1),
                                control = coxph.control(eps = 1e-15, iter.max = 60)))
  estimate <- coef(fit)
  kept <- !is.na(estimate)
  se <- ifelse(kept, sqrt(diag(fit$var)), NA)
  zph <- cox.zph(fit)$table
  hazard <- basehaz(fit, centered = TRUE)
  if (is.null(hazard$strata)) hazard$strata <- "all"
  jumps <- do.call(rbind, lapply(split(hazard, hazard$strata), function(h) tail(h, 1)))
  list(time = unbox(time), step = texts(step), x = x, ties = unbox(ties), strata = unbox(strata),
       n = unbox(fit$n), events = unbox(fit$nevent),
       terms = term_names(names(estimate)), estimate = texts(estimate), se = texts(se),
       z = texts(estimate / se), p = texts(2 * pnorm(abs(estimate / se), lower.tail = FALSE)),
       log_likelihood = texts(fit$loglik[2]), null_log_likelihood = texts(fit$loglik[1]),
       tests = texts(c(2 * diff(fit$loglik), fit$wald.test, fit$score)), df = unbox(sum(kept)),
       zph = texts(zph[, "chisq"]), zph_df = texts(zph[, "df"]), zph_p = texts(zph[, "p"]),
       last_hazard = texts(jumps$hazard))
}

write_golden("cox_regression", list(
  cox_case("days", 7, c("age", "sex"), "breslow"),
  cox_case("days", 7, c("age", "sex", "stage", "marker"), "efron"),
  cox_case("quarters", 1, c("age", "sex", "stage", "marker"), "efron"),
  cox_case("quarters", 1, c("stage", "marker"), "breslow"),
  cox_case("days", 30.4375, c("marker", "age", "dataset"), "efron", "dataset"),
  cox_case("quarters", 2, c("stage", "marker", "sex"), "breslow", "stage"),
  cox_case("quarters", 1, c("age", "months", "sex"), "efron"),
  cox_case("days", 7, c("far", "age"), "efron")))
