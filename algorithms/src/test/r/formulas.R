# Goldens of model formulas: the models that the tests ask for, fitted by lm and glm.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

# The interactions of named factors: genderM:age becomes gender[M]:age.
names_of <- function(terms) {
  parts <- lapply(strsplit(terms, ":", fixed = TRUE), term_names)
  vapply(parts, paste, "", collapse = ":")
}

coded <- function(levels, kind) {
  k <- length(levels)
  m <- switch(kind, S = contr.sum(k), Simple = contr.treatment(k) - 1 / k)
  own <- if (kind == "S") levels[-k] else levels[-1]
  dimnames(m) <- list(levels, paste0(kind, ".", own))
  m
}

fit_case <- function(text, formula, fit = lm, data = cohort, ...) {
  rows <- na.omit(data[all.vars(formula)])
  rows[] <- lapply(rows, function(v) 
    if (is.factor(v) && is.null(attr(v, "contrasts"))) droplevels(v) else v)
  model <- fit(formula, data = rows, ...)
  table <- coef(summary(model))
  s <- summary(model)
  extra <- if (is.null(s$r.squared)) list() else
    list(r2 = texts(s$r.squared), adjusted = texts(s$adj.r.squared), f = texts(s$fstatistic[1]))
  c(list(formula = unbox(text), n = unbox(nrow(rows)), terms = I(names_of(rownames(table))),
         estimates = texts(table[, 1]), errors = texts(table[, 2])), extra)
}
same <- function(text) fit_case(text, as.formula(paste("score ~", text)))

used <- cohort
used$diagnosis <- droplevels(used$diagnosis)
levels_of <- levels(used$diagnosis)
summed <- used
contrasts(summed$diagnosis) <- coded(levels_of, "S")
simple <- used
contrasts(simple$diagnosis) <- coded(levels_of, "Simple")
releveled <- cohort
releveled$diagnosis <- relevel(releveled$diagnosis, ref = "CN")
binomial_fit <- function(formula, data)
  glm(formula, binomial, data, control = glm.control(epsilon = 1e-14, maxit = 50))

write_golden("formulas", list(
  linear = list(
    same("gender * age"),
    same("gender * diagnosis"),
    same("gender * diagnosis * age - gender:diagnosis:age"),
    same("log(age) + sqrt(volume) + I(age^2)"),
    same("age * volume"),
    same("(gender + age + volume)^2"),
    same("0 + gender + age"),
    same("0 + diagnosis + gender"),
    same("diagnosis + diagnosis:gender"),
    same("gender:age"),
    same("age + age:gender"),
    fit_case('C(diagnosis, ref="CN") * age', score ~ diagnosis * age, data = releveled),
    fit_case('C(diagnosis, coding="sum") + age', score ~ diagnosis + age, data = summed),
    fit_case('gender * C(diagnosis, simple)', score ~ gender * diagnosis, data = simple)),
  logistic = list(
    fit_case("age * volume + I(age^2)", gender == "M" ~ age * volume + I(age^2), binomial_fit),
    fit_case("log(age) + diagnosis", gender == "M" ~ log(age) + diagnosis, binomial_fit))))
