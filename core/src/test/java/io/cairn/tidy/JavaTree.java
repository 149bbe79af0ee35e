package io.cairn.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The syntax tree of one Java file, as the JDK's own compiler parses it. */
final class JavaTree {
    private final SourceFile file;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    private JavaTree(SourceFile file, CompilationUnitTree unit, SourcePositions positions) {
        this.file = file;
        this.unit = unit;
        this.positions = positions;
    }

    static JavaTree parse(SourceFile file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var problems = new DiagnosticCollector<JavaFileObject>();
        var task =
                (JavacTask)
                        compiler.getTask(
                                null,
                                null,
                                problems,
                                List.of("-proc:none"),
                                null,
                                List.of(new InMemory(file)));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            if (!problems.getDiagnostics().isEmpty()) {
                throw new IllegalArgumentException(
                        file.path() + " does not parse: " + problems.getDiagnostics().getFirst());
            }
            return new JavaTree(file, unit, Trees.instance(task).getSourcePositions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CompilationUnitTree unit() {
        return unit;
    }

    Finding finding(Tree at, String message) {
        return new Finding(file.path(), startLine(at), message);
    }

    /**
     * The number of lines from the signature to the closing brace; a comment before it is not
     * counted.
     */
    long lines(MethodTree method) {
        Tree first = method.getReturnType() == null ? method.getBody() : method.getReturnType();
        return line(positions.getEndPosition(unit, method)) - startLine(first) + 1;
    }

    private long startLine(Tree tree) {
        return line(positions.getStartPosition(unit, tree));
    }

    private long line(long position) {
        return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final SourceFile file;

        InMemory(SourceFile file) {
            super(URI.create("mem:///" + file.path()), Kind.SOURCE);
            this.file = file;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return file.text();
        }
    }
}
