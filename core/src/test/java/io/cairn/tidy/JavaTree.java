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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The syntax tree of one Java file, as the JDK's own compiler parses it. */
final class JavaTree {
    private static Parsed parsed = new Parsed(List.of(), List.of());

    private final SourceFile file;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    private record Parsed(List<SourceFile> files, List<JavaTree> trees) {}

    private JavaTree(SourceFile file, CompilationUnitTree unit, SourcePositions positions) {
        this.file = file;
        this.unit = unit;
        this.positions = positions;
    }

    /** Parses the Java files among these; the same list is parsed once for all rules. */
    static List<JavaTree> parse(List<SourceFile> files) {
        if (parsed.files() != files) {
            parsed =
                    new Parsed(files, parseAll(files.stream().filter(SourceFile::isJava).toList()));
        }
        return parsed.trees();
    }

    private static List<JavaTree> parseAll(List<SourceFile> files) {
        var problems = new DiagnosticCollector<JavaFileObject>();
        if (files.isEmpty()) {
            return List.of();
        }
        Map<URI, SourceFile> sources =
                files.stream().collect(Collectors.toMap(InMemory::uri, Function.identity()));
        var task =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(
                                        null,
                                        null,
                                        problems,
                                        List.of("-proc:none"),
                                        null,
                                        files.stream().map(InMemory::new).toList());
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<JavaTree> trees = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                trees.add(new JavaTree(sources.get(unit.getSourceFile().toUri()), unit, positions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!problems.getDiagnostics().isEmpty()) {
            throw new IllegalArgumentException(
                    "does not parse: " + problems.getDiagnostics().getFirst());
        }
        return trees;
    }

    SourceFile file() {
        return file;
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
            super(uri(file), Kind.SOURCE);
            this.file = file;
        }

        static URI uri(SourceFile file) {
            return URI.create("mem:///" + file.path());
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return file.text();
        }
    }
}
