package io.cairn.cli.launch;

import static java.lang.constant.ConstantDescs.CD_int;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassUpgradeTest {

    private static final int JAVA_5 = ClassFile.JAVA_5_VERSION;

    @TempDir Path folder;

    /** A class with a method that branches, which needs a stack map from Java 7 on. */
    private static byte[] magnitude(String name, int version) {
        return ClassFile.of(StackMapsOption.DROP_STACK_MAPS)
                .build(
                        ClassDesc.of(name),
                        built ->
                                built.withVersion(version, 0)
                                        .withFlags(ClassFile.ACC_PUBLIC)
                                        .withMethodBody(
                                                "magnitude",
                                                MethodTypeDesc.of(CD_int, CD_int),
                                                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                                code ->
                                                        code.iload(0)
                                                                .ifThen(
                                                                        java.lang.classfile.Opcode
                                                                                .IFLT,
                                                                        block ->
                                                                                block.iload(0)
                                                                                        .ineg()
                                                                                        .ireturn())
                                                                .iload(0)
                                                                .ireturn()));
    }

    private Path jar(Map<String, byte[]> entries) throws IOException {
        Path jar = folder.resolve("in.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return jar;
    }

    @Test
    void oldClassesAreWrittenWithStackMapsAndDoWhatTheyDid() throws Exception {
        Path jar =
                jar(
                        Map.of(
                                "old/Old.class",
                                magnitude("old.Old", JAVA_5),
                                "old/text.txt",
                                new byte[8]));
        Path upgraded = folder.resolve("out.jar");
        assertThat(ClassUpgrade.upgrade(jar, upgraded)).isEqualTo(1);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {upgraded.toUri().toURL()}, null)) {
            Class<?> old = loader.loadClass("old.Old");
            assertThat(old.getMethod("magnitude", int.class).invoke(null, -7)).isEqualTo(7);
            assertThat(old.getMethod("magnitude", int.class).invoke(null, 7)).isEqualTo(7);
        }
        try (JarFile file = new JarFile(upgraded.toFile())) {
            assertThat(file.stream().map(ZipEntry::getName)).isEqualTo(List.of("old/Old.class"));
            byte[] written = file.getInputStream(file.getEntry("old/Old.class")).readAllBytes();
            assertThat(ClassFile.of().parse(written).majorVersion())
                    .isEqualTo(ClassFile.JAVA_8_VERSION);
            assertThat(ClassFile.of().verify(written)).isEmpty();
        }
    }

    @Test
    void classesThatHaveStackMapsAreLeftOut() throws IOException {
        byte[] recent =
                ClassFile.of()
                        .build(
                                ClassDesc.of("Recent"),
                                built -> built.withVersion(ClassFile.JAVA_11_VERSION, 0));
        Path jar =
                jar(
                        Map.of(
                                "Recent.class",
                                recent,
                                "META-INF/versions/9/Old.class",
                                magnitude("Old", JAVA_5)));
        Path upgraded = folder.resolve("out.jar");
        assertThat(ClassUpgrade.upgrade(jar, upgraded)).isZero();
        try (JarFile file = new JarFile(upgraded.toFile())) {
            assertThat(file.stream()).isEmpty();
        }
    }
}
