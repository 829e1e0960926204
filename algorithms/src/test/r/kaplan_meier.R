# Goldens of Kaplan–Meier: survfit with its three kinds of interval, survmean, survdiff.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
suppressPackageStartupMessages(library(survival))

curve_case <- function(time, step, group = NULL, conf_type = "log", level = 0.95, until = 0,
                       rho = 1) {
  rows <- na.omit(survival_cohort()[c(time, "status", group)])
  rows$t <- round(rows[[time]] / step) * step
  rows$g <- if (is.null(group)) factor(rep("all", nrow(rows))) else droplevels(rows[[group]])
  at <- max(rows$t) * c(0, 0.25, 0.5)
  end <- if (until > 0) until else max(rows$t)
  one <- function(level_of) {
    fit <- survfit(Surv(t, status == "dead") ~ 1, rows[rows$g == level_of, ], conf.type = conf_type,
                   conf.int = level)
    table <- summary(fit, rmean = end)$table
    list(group = unbox(level_of), n = unbox(fit$n), time = texts(fit$time),
         at_risk = texts(fit$n.risk), events = texts(fit$n.event), censored = texts(fit$n.censor),
         survival = texts(fit$surv), se = texts(ifelse(is.finite(fit$std.err), fit$std.err * fit$surv, NA)),
         lower = texts(fit$lower), upper = texts(fit$upper),
         summary = texts(table[c("median", paste0(level, c("LCL", "UCL")), "rmean", "se(rmean)")]),
         shown = texts(summary(fit, times = at, extend = TRUE)$n.risk))
  }
  tests <- lapply(if (nlevels(rows$g) > 1) c(0, rho) else c(), function(r) {
    test <- survdiff(Surv(t, status == "dead") ~ g, rows, rho = r)
    df <- nlevels(rows$g) - 1
    list(rho = texts(r), observed = texts(test$obs), expected = texts(test$exp),
         chi_squared = texts(test$chisq), df = unbox(df),
         p = texts(pchisq(test$chisq, df, lower.tail = FALSE)))
  })
  list(time = unbox(time), step = texts(step), group = if (is.null(group)) character() else group,
       conf_type = unbox(conf_type), level = texts(level), until = texts(until), rho = texts(rho),
       at = texts(at), groups = lapply(levels(rows$g), one), tests = tests)
}

write_golden("kaplan_meier", list(
  curve_case("days", 7),
  curve_case("days", 30.4375, "sex", "log-log"),
  curve_case("days", 7, "stage", "plain", 0.9, until = 1000),
  curve_case("quarters", 1, "dataset", "log", 0.99, until = 12.5, rho = 0.5),
  curve_case("quarters", 2, "stage", "log-log", rho = 2)))
