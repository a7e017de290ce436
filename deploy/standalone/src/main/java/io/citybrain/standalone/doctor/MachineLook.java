package io.citybrain.standalone.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Java, memory, disk, clock and ports of this machine. */
final class MachineLook {
    private static final int JAVA = 17;
    private static final long LEAST_MEMORY_BYTES = 3_000_000_000L;
    private static final long LEAST_FREE_BYTES = 500_000_000;
    private static final long GOOD_FREE_BYTES = 5_000_000_000L;
    private static final int FSYNCS = 20;
    private static final long SLOW_FSYNC_MILLIS = 50;
    private static final long MOST_INODES_PERCENT = 95;
    /** A reading more than 60 s ahead of the city clock is refused. */
    private static final long WRONG_CLOCK_SECONDS = 30;

    private static final long DOUBTFUL_CLOCK_SECONDS = 2;

    private MachineLook() {}

    static Finding java() {
        int version = Runtime.version().feature();
        String text = "Java " + version + ", " + System.getProperty("java.vm.name");
        return version >= JAVA
                ? Finding.ok("machine.java", text, text)
                : Finding.fail("machine.java", new Said(text, text), new Said("install a JDK 17", "请安装 JDK 17"));
    }

    static Finding memory() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long bytes = system.getTotalMemorySize();
        long mega = bytes / 1_000_000;
        int cores = Runtime.getRuntime().availableProcessors();
        return bytes >= LEAST_MEMORY_BYTES
                ? Finding.ok("machine.memory", mega + " MB, " + cores + " cores", mega + " MB，" + cores + " 核")
                : Finding.warn(
                        "machine.memory",
                        new Said(mega + " MB are little: the city takes up to 3 GB", "内存仅 " + mega + " MB：城市最多需 3 GB"),
                        new Said("give it more memory", "请增加内存"));
    }

    static List<Finding> disk(Path folder) {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(space(folder, Files.getFileStore(folder).getUsableSpace()));
            findings.add(inodes(folder));
            findings.add(fsync(folder, medianFsyncMillis(folder)));
        } catch (IOException e) {
            findings.add(Finding.fail(
                    "disk.writable",
                    new Said(folder + ": " + e, folder + "：" + e),
                    new Said("name a folder that this user may write with --data", "请用 --data 指定可写的目录")));
        }
        return findings;
    }

    private static Finding space(Path folder, long free) {
        long mega = free / 1_000_000;
        Said what = new Said("only " + mega + " MB are free at " + folder, folder + " 仅剩 " + mega + " MB");
        Said remedy = new Said("make room, or name a folder on another disk with --data", "请清理磁盘，或用 --data 指定其他磁盘");
        if (free < LEAST_FREE_BYTES) {
            return Finding.fail("disk.space", what, remedy);
        }
        return free < GOOD_FREE_BYTES
                ? Finding.warn("disk.space", what, remedy)
                : Finding.ok("disk.space", mega + " MB are free at " + folder, folder + " 剩余 " + mega + " MB");
    }

    /** Java can't ask for inodes; df can. */
    private static Finding inodes(Path folder) {
        String answer = run("df", "-iP", folder.toString());
        String[] fields = answer.lines().skip(1).findFirst().orElse("").trim().split(" +", -1);
        String percent = fields.length > 4 ? fields[4].replace("%", "") : "";
        if (!percent.matches("[0-9]+")) {
            return Finding.ok("disk.inodes", "this file system counts no inodes", "此文件系统不计 inode");
        }
        String text = percent + " %";
        return Long.parseLong(percent) > MOST_INODES_PERCENT
                ? Finding.warn(
                        "disk.inodes",
                        new Said(text + " of the inodes are used", "inode 已用 " + text),
                        new Said("delete small files", "请删除小文件"))
                : Finding.ok("disk.inodes", text + " of the inodes are used", "inode 已用 " + text);
    }

    private static Finding fsync(Path folder, double millis) {
        String text = "%.1f ms".formatted(millis);
        return millis > SLOW_FSYNC_MILLIS
                ? Finding.warn(
                        "disk.fsync",
                        new Said(
                                "4 KiB are safe on " + folder + " after " + text + " only: checkpoints will be slow",
                                folder + " 落盘 4 KiB 需 " + text + "：检查点会变慢"),
                        new Said("use a faster disk", "请使用更快的磁盘"))
                : Finding.ok("disk.fsync", "4 KiB are safe after " + text, "落盘 4 KiB 需 " + text);
    }

    private static double medianFsyncMillis(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "doctor", ".probe");
        long[] nanos = new long[FSYNCS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < FSYNCS; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(4_096));
                channel.force(true);
                nanos[i] = System.nanoTime() - start;
            }
        } finally {
            Files.deleteIfExists(file);
        }
        Arrays.sort(nanos);
        return nanos[FSYNCS / 2] / 1e6;
    }

    /** A second is as exact as HTTP tells the time. */
    static Finding clockAgainst(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url + "/ping").toURL().openConnection();
            connection.setConnectTimeout(5_000);
            connection.setReadTimeout(5_000);
            long before = System.currentTimeMillis();
            long theirs = connection.getDate();
            long after = System.currentTimeMillis();
            connection.disconnect();
            if (theirs == 0) {
                return Finding.ok("clock.store", "the store does not tell its time", "数据库未告知其时间");
            }
            // Their second began up to one second before they told it.
            long apart = Math.max(0, Math.max(theirs - after, before - theirs - 1_000)) / 1_000;
            return clock(apart);
        } catch (IOException e) {
            return Finding.ok("clock.store", "not compared: the store does not answer", "数据库无应答，未比较");
        }
    }

    private static Finding clock(long apartSeconds) {
        Said what = new Said(
                "this machine's clock and the store's are " + apartSeconds + " s apart",
                "本机与数据库时钟相差 " + apartSeconds + " 秒");
        Said remedy = new Said("let both follow NTP", "请让两台机器都使用 NTP 对时");
        if (apartSeconds > WRONG_CLOCK_SECONDS) {
            return Finding.fail("clock.store", what, remedy);
        }
        return apartSeconds >= DOUBTFUL_CLOCK_SECONDS
                ? Finding.warn("clock.store", what, remedy)
                : Finding.ok("clock.store", "this machine's clock and the store's agree", "本机与数据库时钟一致");
    }

    static Finding clockSynchronized() {
        return switch (run("timedatectl", "show", "-p", "NTPSynchronized", "--value")
                .strip()) {
            case "yes" -> Finding.ok("clock.ntp", "the clock follows NTP", "时钟已通过 NTP 同步");
            case "no" ->
                Finding.warn(
                        "clock.ntp",
                        new Said("the clock follows no NTP server", "时钟未同步"),
                        new Said("timedatectl set-ntp true", "timedatectl set-ntp true"));
            default -> Finding.ok("clock.ntp", "not asked: there is no timedatectl", "没有 timedatectl，未检查");
        };
    }

    /** @param option the option that names another port */
    static Finding port(int port, String what, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Finding.ok("port." + port, "free for " + what, "空闲，供 " + what + " 使用");
        } catch (IOException e) {
            return Finding.warn(
                    "port." + port,
                    new Said("busy, " + what + " can't listen there", "被占用，" + what + " 不能监听"),
                    new Said(
                            "if that is not the city itself, end who holds it, or choose another with " + option,
                            "如果不是城市本身占用，请结束占用者，或用 " + option + " 另选"));
        }
    }

    /** What a program says; empty if it is not there or takes long. */
    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream said = process.getInputStream()) {
                String answer = new String(said.readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor(5, TimeUnit.SECONDS) ? answer : "";
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
