package dev.latchkey.bench.coldstart;

import dev.latchkey.bench.Project;
import dev.latchkey.bench.bare.GetItemHandler;
import dev.latchkey.bench.bare.HelloHandler;
import dev.latchkey.deployed.DeployedPackage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * What is started, unpacked: the package that is deployed, and bare functions packed as it is, in one jar whose entries are
 * stored.
 *
 * @param deployed the folder of the deployed package, with {@code lib/latchkey.jar}
 * @param getItem the folder of {@link GetItemHandler}
 * @param hello the folder of {@link HelloHandler}
 * @param nothing an empty folder, for functions that are on the class path
 */
record Packages(Path deployed, Path getItem, Path hello, Path nothing) {
    /** What of the deployed jar a function that makes one GetItem has no use for. */
    private static final List<String> NOT_FOR_GET_ITEM =
            List.of("software/amazon/awssdk/services/secretsmanager/", "com/auth0/", "com/fasterxml/");

    static Packages unpack(Path folder) throws IOException {
        Packages packages = new Packages(
                folder.resolve("deployed"),
                folder.resolve("getitem"),
                folder.resolve("hello"),
                folder.resolve("nothing"));
        Files.createDirectories(packages.nothing);
        DeployedPackage.unzip(Project.zip(), packages.deployed);
        try (ZipFile deployed = new ZipFile(packages.jar().toFile());
                ZipOutputStream jar = jar(packages.getItem)) {
            for (ZipEntry entry : deployed.stream().toList()) {
                if (NOT_FOR_GET_ITEM.stream().noneMatch(entry.getName()::startsWith)) {
                    store(entry.getName(), deployed.getInputStream(entry).readAllBytes(), jar);
                }
            }
            store(GetItemHandler.class, jar);
        }
        try (ZipOutputStream jar = jar(packages.hello)) {
            store(HelloHandler.class, jar);
        }
        return packages;
    }

    /** The deployed package's one jar. */
    Path jar() {
        return deployed.resolve("lib/latchkey.jar");
    }

    /** The jar of a bare function. */
    static Path jarIn(Path folder) {
        return folder.resolve("lib/function.jar");
    }

    private static ZipOutputStream jar(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        OutputStream file = Files.newOutputStream(jarIn(folder));
        ZipOutputStream jar = new ZipOutputStream(file);
        jar.setMethod(ZipOutputStream.STORED);
        return jar;
    }

    private static void store(Class<?> type, ZipOutputStream jar) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
            store(name, bytes.readAllBytes(), jar);
        }
    }

    private static void store(String name, byte[] bytes, ZipOutputStream jar) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        jar.putNextEntry(entry);
        jar.write(bytes);
        jar.closeEntry();
    }
}
