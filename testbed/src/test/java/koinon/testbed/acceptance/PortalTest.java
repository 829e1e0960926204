package koinon.testbed.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The first page in a real browser against a real federation, used by mouse and by keyboard.
 * Pictures for people are left in {@code testbed/target/portal}. Usual time: 40 s.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class PortalTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int MOST_TABS = 80;

    /** Notes what passes by too quickly to be waited for, and what the policy of content stops. */
    private static final String WITNESS =
            """
            window.seen = [];
            window.violations = [];
            addEventListener("securitypolicyviolation",
              (e) => window.violations.push(e.violatedDirective + " " + e.blockedURI));
            new MutationObserver(() => {
              const text = document.querySelector("div.running")?.textContent ?? "";
              if (text !== "") window.seen.push(text);
            }).observe(document, { subtree: true, childList: true, characterData: true });
            """;

    private static RunningDemo demo;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() {
        assertThat(Files.isExecutable(CHROMIUM))
                .as("%s is needed; './koinon test' installs it", CHROMIUM)
                .isTrue();
        demo = RunningDemo.start();
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(CHROMIUM)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (demo != null) {
            demo.close();
        }
    }

    @BeforeEach
    void open() {
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1360, 900));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.addInitScript(WITNESS);
        page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(complaints::add);
        page.navigate(demo.api().base().toString());
        page.getByText("Geneva").first().waitFor();
    }

    @AfterEach
    void nothingWasComplainedAbout() {
        List<?> violations = (List<?>) page.evaluate("window.violations");
        context.close();
        assertThat(complaints).as("errors of the page").isEmpty();
        assertThat(violations).as("violations of the content policy").isEmpty();
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text());
        }
    }

    @Test
    void showsWorkersAndDatasets() {
        Locator workers = page.locator(".worker-strip li");
        assertThat(workers).hasCount(3);
        assertThat(workers)
                .hasText(new Pattern[] {strict("Geneva"), strict("Lausanne"), strict("Lyon")});
        assertThat(page.getByRole(AriaRole.CHECKBOX)).hasCount(3);
        assertThat(page.getByText("No login").first()).isVisible();
        picture("first");
    }

    private static Pattern strict(String name) {
        return Pattern.compile(name + ".*connected.*strict");
    }

    @Test
    void aRegressionByMouse() {
        choose("Geneva", "Lausanne", "Lyon");
        page.getByLabel("Method").first().click();
        option("Logistic regression").click();
        page.getByLabel("Outcome").first().click();
        option("Diagnosis").click();
        page.getByLabel("Covariates").first().click();
        option("Age").click();
        option("Sex").click();
        page.keyboard().press("Escape");
        page.getByLabel("Positive").first().click();
        option("Alzheimer's disease").click();
        picture("question");

        page.getByRole(AriaRole.BUTTON, named("Run")).click();

        resultIsShown();
        picture("result");
    }

    @Test
    void aRegressionByKeyboard() {
        tabTo(page.getByRole(AriaRole.BUTTON, named("All")));
        page.keyboard().press("Enter");
        pick(page.getByLabel("Method").first(), "Logistic");
        pick(page.getByLabel("Outcome").first(), "Diagnosis");
        pick(page.getByLabel("Covariates").first(), "Age");
        page.keyboard().press("Escape");
        pick(page.getByLabel("Positive").first(), "");
        tabTo(page.getByRole(AriaRole.BUTTON, named("Run")));
        page.keyboard().press("Enter");

        resultIsShown();
    }

    @Test
    void aRefusalIsASentenceThatSaysWhatToDo() {
        choose("Lyon");
        page.getByLabel("Method").first().click();
        option("Linear regression").click();
        page.getByLabel("Outcome").first().click();
        option("MMSE").click();
        page.getByLabel("Covariates").first().click();
        option("Age").click();
        page.keyboard().press("Escape");

        page.getByRole(AriaRole.BUTTON, named("Run")).click();

        Locator notice = page.locator(".experiment .notice");
        notice.waitFor();
        assertThat(notice).containsText("Fewer than 3 sites");
        assertThat(notice).containsText("REFUSED_BY_POLICY");
        assertThat(notice).containsText("Ask another question");
        picture("refusal");
    }

    /** Progress was seen, then the table with intervals, the plot, and who took part. */
    private void resultIsShown() {
        page.getByText("Who took part").first().waitFor();
        page.locator("svg.picture").first().waitFor();
        Locator table = page.locator(".experiment table").first();
        assertThat(table).containsText("age");
        assertThat(table).containsText("95");
        assertThat(page.locator(".experiment .badge").first()).hasText("succeeded");
        assertThat((List<?>) page.evaluate("window.seen"))
                .as("what was shown on the way")
                .anyMatch(text -> text.toString().contains("Round "));
    }

    private void choose(String... datasets) {
        for (String dataset : datasets) {
            page.getByRole(AriaRole.CHECKBOX, checkbox(dataset)).check();
        }
    }

    private static Page.GetByRoleOptions checkbox(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private Locator option(String name) {
        return page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(name)).first();
    }

    /** Goes to a field, types the beginning of an option and takes the first that is left. */
    private void pick(Locator field, String text) {
        tabTo(field);
        page.keyboard().press("ArrowDown");
        option(text).waitFor();
        page.keyboard().type(text);
        assertThat(page.getByRole(AriaRole.OPTION).filter(visible(text)).first()).isVisible();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
    }

    private static Locator.FilterOptions visible(String text) {
        return new Locator.FilterOptions().setHasText(text).setVisible(true);
    }

    /** Presses Tab until something has the focus. */
    private void tabTo(Locator target) {
        for (int i = 0; i < MOST_TABS; i++) {
            if (Boolean.TRUE.equals(target.evaluate("e => e === document.activeElement"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError(target + " cannot be reached by the Tab key");
    }

    private void picture(String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Places.root().resolve("testbed/target/portal/" + name + ".png")));
    }
}
