package io.cairn.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code blocks and links of one Markdown document. Immutable. */
final class DocumentBlocks {

    private static final Pattern BLOCK =
            Pattern.compile("(?m)(?:^(.*)\\n)?^```(\\w*)\\n((?s:.*?))^```$");
    private static final Pattern REGION = Pattern.compile("<!-- region (\\S+) -->");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    private final Path document;
    private final String text;

    DocumentBlocks(Path document) {
        this.document = document;
        this.text = ProjectFiles.text(document);
    }

    /** A code block; the region is what the line above it names, or empty. */
    record Block(Path document, String region, String language, String code) {}

    List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(2).equals(language)) {
                Matcher region = REGION.matcher(block.group(1) == null ? "" : block.group(1));
                blocks.add(
                        new Block(
                                document,
                                region.matches() ? region.group(1) : "",
                                language,
                                block.group(3)));
            }
        }
        return blocks;
    }

    /** The files that links lead to, as far as they are in the project. */
    List<Path> linkedFiles() {
        List<Path> files = new ArrayList<>();
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            if (!link.group(1).contains("://")) {
                files.add(document.resolveSibling(link.group(1)).normalize());
            }
        }
        return files;
    }
}
