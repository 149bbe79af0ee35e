package io.cairn.tidy;

import java.util.List;

/**
 * A named rule over a set of files.
 *
 * @param name shown in the test report
 * @param check gives one finding per breach
 */
record Rule(String name, Check check) {
    /** Looks at files and reports breaches. */
    interface Check {
        List<Finding> in(List<SourceFile> files);
    }

    /** Looks at one file at a time. */
    interface FileCheck {
        List<Finding> in(SourceFile file);
    }

    static Rule perFile(String name, FileCheck check) {
        return new Rule(name, files -> files.stream().flatMap(f -> check.in(f).stream()).toList());
    }

    List<Finding> in(List<SourceFile> files) {
        return check.in(files);
    }

    @Override
    public String toString() {
        return name;
    }
}
