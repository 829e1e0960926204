# Goldens of the analysis of variance: anova(lm) for type I, car::Anova for II and III.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
suppressPackageStartupMessages(library(car))

anova_case <- function(y, x, type, formula = "") {
  right <- if (formula == "") paste(x, collapse = "*") else formula
  rows <- na.omit(cohort[c(y, x)])
  rows[x] <- lapply(rows[x], function(v) {
    v <- droplevels(v)
    contrasts(v) <- contr.sum(nlevels(v))
    v
  })
  fit <- lm(as.formula(paste(y, "~", right)), rows)
  table <- if (type == 1) anova(fit) else Anova(fit, type = type)
  if (type == 3) table <- table[rownames(table) != "(Intercept)", ]
  ss <- table[["Sum Sq"]]
  k <- length(ss) - 1
  mse <- ss[k + 1] / table[["Df"]][k + 1]
  total <- sum((rows[[y]] - mean(rows[[y]]))^2)
  df <- table[["Df"]][1:k]
  list(y = unbox(y), x = I(x), type = unbox(type), formula = unbox(formula), n = unbox(nrow(rows)),
       effects = I(rownames(table)[1:k]), ss = texts(ss), df = texts(table[["Df"]]),
       f = texts(table[["F value"]][1:k]), p = texts(table[["Pr(>F)"]][1:k]),
       eta = texts(ss[1:k] / total), partial = texts(ss[1:k] / (ss[1:k] + ss[k + 1])),
       omega = texts((ss[1:k] - df * mse) / (total + mse)))
}
cases <- list()
for (type in 1:3) cases <- c(cases, list(
  anova_case("score", c("gender", "diagnosis"), type),
  anova_case("score", c("diagnosis", "gender", "grade"), type, "diagnosis*gender + grade"),
  anova_case("volume", c("gender", "dataset", "grade"), type, "(gender + dataset + grade)^2")))
write_golden("anova", cases)
