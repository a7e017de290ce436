package io.citybrain.standalone.doctor;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.StoreAddress.Flavour;
import io.citybrain.influxdb.client.StoreCheckup;
import io.citybrain.influxdb.client.WriteOutcome;
import io.citybrain.jobs.sensing.StoreTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the store is there, is what it is said to be, takes a point, and has the tables as they must be. */
final class StoreLook {
    private StoreLook() {}

    static List<Finding> look(StoreAddress store) {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(flavour(store));
            if (findings.get(0).verdict() != Finding.Verdict.FAIL) {
                findings.add(tables(store));
                findings.add(writing(store));
            }
        } catch (IOException e) {
            findings.add(Finding.fail(
                    "store.reachable",
                    new Said(store.url() + ": " + e.getMessage(), store.url() + "：" + e.getMessage()),
                    new Said("start it, or check --store and its login", "请启动它，或检查 --store 及其登录信息")));
        }
        return findings;
    }

    private static Finding flavour(StoreAddress store) throws IOException {
        Flavour found = StoreCheckup.findFlavour(store);
        String wanted = word(store.flavour());
        if (found == store.flavour()) {
            return Finding.ok("store.reachable", store.url() + " is " + wanted, store.url() + " 是 " + wanted);
        }
        // InfluxDB 3 has no /health that says so, and answers as the others do.
        boolean sure = found == Flavour.QUESTDB || store.flavour() == Flavour.QUESTDB;
        String seen = found == null ? "no store that we know" : word(found);
        Said what = new Said(
                store.url() + " answers as " + seen + ", --store-flavour says " + wanted,
                store.url() + " 应答为 " + seen + "，而 --store-flavour 为 " + wanted);
        Said remedy = new Said("check --store and --store-flavour", "请检查 --store 和 --store-flavour");
        return sure || found == null
                ? Finding.fail("store.reachable", what, remedy)
                : Finding.warn("store.reachable", what, remedy);
    }

    private static Finding tables(StoreAddress store) throws IOException {
        List<String> differences = StoreCheckup.differences(store, StoreTables.all());
        if (differences.isEmpty()) {
            return Finding.ok(
                    "store.tables", "no table differs; what is missing is made at the start", "表结构相符；缺少的表在启动时创建");
        }
        String all = String.join("; ", differences);
        return Finding.fail(
                "store.tables",
                new Said(all, all),
                new Said(
                        "a start of the city mends missing keys; for another type ALTER or rename the table",
                        "启动城市即可补上主键；类型不符请修改或重命名该表"));
    }

    private static Finding writing(StoreAddress store) throws IOException {
        if (!StoreCheckup.hasDatabase(store)) {
            return Finding.warn(
                    "store.writable",
                    new Said(
                            "there is no database " + store.database() + " yet, so no probe was written",
                            "数据库 " + store.database() + " 尚不存在，未做写入试验"),
                    new Said("it is made at the start if this user may; else create it", "如用户有权限，启动时会创建；否则请先创建"));
        }
        WriteOutcome outcome = StoreCheckup.probe(store, System.currentTimeMillis());
        return outcome.isWritten()
                ? Finding.ok("store.writable", "takes a point", "可以写入")
                : Finding.fail(
                        "store.writable",
                        new Said("takes no point: " + outcome.reason(), "不能写入：" + outcome.reason()),
                        new Said("give this user the right to write", "请给予此用户写权限"));
    }

    private static String word(Flavour flavour) {
        return flavour.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
