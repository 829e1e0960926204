# What every golden script shares: the cohort, its types, and the way numbers are written.
suppressPackageStartupMessages(library(jsonlite))

script_folder <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1]))
resources <- file.path(script_folder, "..", "resources")
# Where the goldens go: the folder given on the command line, else the checked-in one.
out_folder <- c(commandArgs(TRUE), file.path(resources, "golden"))[1]

# The first level in the order of bytes is the reference, whatever the locale.
as_levels <- function(x) factor(x, levels = sort(unique(x[!is.na(x)]), method = "radix"))

cohort <- read.csv(file.path(resources, "cohort.csv"), na.strings = "", stringsAsFactors = FALSE,
                   colClasses = c(grade = "character"))
nominal <- c("dataset", "gender", "diagnosis", "grade", "single", "sex", "stage")
factors <- intersect(nominal, names(cohort))
cohort[factors] <- lapply(cohort[factors], as_levels)

# The patients of survival_cohort.R, with times that the caller puts on a grid.
survival_cohort <- function() {
  patients <- read.csv(file.path(resources, "survival.csv"), na.strings = "",
                       stringsAsFactors = FALSE)
  for (v in c("dataset", "sex", "stage", "status", "relapse")) patients[[v]] <- as_levels(patients[[v]])
  patients
}

# Coefficient names of R as those of Koinon: genderM becomes gender[M].
term_names <- function(names) {
  for (v in nominal) names <- sub(paste0("^", v, "(.+)$"), paste0(v, "[\\1]"), names)
  sub("^\\(Intercept\\)$", "Intercept", names)
}

# Numbers travel as texts of 17 digits, so that NA, Inf and tails survive.
digits <- function(x) ifelse(is.na(x), "NA", formatC(x, digits = 17, format = "g"))
texts <- function(x) lapply(unname(x), function(v) unbox(digits(v)))

write_golden <- function(name, cases) {
  origin <- list(script = unbox(paste0(name, ".R")),
                 r = unbox(R.version.string),
                 jsonlite = unbox(as.character(packageVersion("jsonlite"))))
  writeLines(toJSON(c(origin, list(cases = cases)), pretty = TRUE),
             file.path(out_folder, paste0(name, ".json")))
}
