package io.cairn.cli.launch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the classes of a jar that are of an old version anew, with the stack maps that later
 * versions have: the JDK leaves old ones out of its start-up cache, so that they would be read and
 * verified in every start. The launcher puts what comes out before the jar. Stateless.
 */
public final class ClassUpgrade {

    /** The first version with stack maps, which the start-up cache wants. */
    private static final int STACK_MAPS_SINCE = ClassFile.JAVA_6_VERSION;

    private static final int WRITTEN = ClassFile.JAVA_8_VERSION;
    private static final int VERSION_AT = 6;
    private static final String CLASS = ".class";
    private static final String OTHER_VERSIONS = "META-INF/";

    private ClassUpgrade() {}

    /**
     * Upgrades.
     *
     * @param arguments the jar, which is on the class path, and the file to write
     * @throws IOException when either cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        upgrade(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    /**
     * Upgrades.
     *
     * @return how many classes were of an old version
     */
    static int upgrade(Path jar, Path upgraded) throws IOException {
        int count = 0;
        try (JarFile in = new JarFile(jar.toFile());
                ZipOutputStream out =
                        new ZipOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(upgraded)))) {
            for (Enumeration<JarEntry> all = in.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                if (!entry.getName().endsWith(CLASS)
                        || entry.getName().startsWith(OTHER_VERSIONS)) {
                    continue;
                }
                try (InputStream content = in.getInputStream(entry)) {
                    byte[] header = content.readNBytes(VERSION_AT + Short.BYTES);
                    if (!isOld(header)) {
                        continue;
                    }
                }
                try (InputStream content = in.getInputStream(entry)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(upgraded(content.readAllBytes()));
                    out.closeEntry();
                    count++;
                }
            }
        }
        return count;
    }

    private static boolean isOld(byte[] header) {
        int version =
                Byte.toUnsignedInt(header[VERSION_AT]) << Byte.SIZE
                        | Byte.toUnsignedInt(header[VERSION_AT + 1]);
        return version < STACK_MAPS_SINCE;
    }

    private static byte[] upgraded(byte[] old) {
        ClassFile files = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS);
        return files.transformClass(
                files.parse(old),
                ClassTransform.endHandler(target -> target.withVersion(WRITTEN, 0))
                        .andThen(
                                ClassTransform.transformingMethodBodies(
                                        (target, element) -> target.with(element))));
    }
}
