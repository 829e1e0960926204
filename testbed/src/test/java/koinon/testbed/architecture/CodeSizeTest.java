package koinon.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Hard stops for the size of files, methods and parameter lists of all main sources. The house
 * wants less: most methods within 20 lines, most files within 250, at most 4 parameters.
 */
class CodeSizeTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 60;

    /** One more than the house wants: for a store's row or a check of many public facts. */
    private static final int PARAMETERS = 5;

    @Test
    void filesAreShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : House.sources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > FILE_LINES) {
                tooLong.add(file.getFileName() + " has " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void methodsAreShortAndTakeFewParameters() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> problems = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("--release", "25", "-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(House.sources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Sizes(unit, positions, problems).scan(unit, "");
            }
        }
        assertThat(problems).isEmpty();
    }

    /** Visits every method of a file; the parameter is the class it stands in. */
    private static final class Sizes extends TreeScanner<Void, String> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> problems;

        Sizes(CompilationUnitTree unit, SourcePositions positions, List<String> problems) {
            this.unit = unit;
            this.positions = positions;
            this.problems = problems;
        }

        @Override
        public Void visitClass(ClassTree tree, String outer) {
            String inside = tree.getKind() == Tree.Kind.RECORD ? "record " : "class ";
            return super.visitClass(tree, inside + tree.getSimpleName());
        }

        @Override
        public Void visitMethod(MethodTree method, String owner) {
            String name = owner + "." + method.getName();
            int lines = lines(method);
            if (lines > METHOD_LINES) {
                problems.add(name + " has " + lines + " lines");
            }
            boolean canonical =
                    owner.startsWith("record ") && method.getName().contentEquals("<init>");
            if (!canonical && method.getParameters().size() > PARAMETERS) {
                problems.add(name + " takes " + method.getParameters().size() + " parameters");
            }
            return super.visitMethod(method, owner);
        }

        /** Lines between the braces. */
        private int lines(MethodTree method) {
            if (method.getBody() == null) {
                return 0;
            }
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(positions.getStartPosition(unit, method.getBody()));
            long last = map.getLineNumber(positions.getEndPosition(unit, method.getBody()));
            return (int) Math.max(0, last - first - 1);
        }
    }
}
