package io.citybrain.standalone;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the terminal says, in Chinese or English. */
final class Words {
    private final ResourceBundle bundle;
    private final Locale locale;

    private Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "io.citybrain.standalone.words",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** @param language zh, en, or null for that of this machine; any other language reads English */
    static Words of(String language) {
        String wanted = language == null ? Locale.getDefault().getLanguage() : language;
        return new Words(wanted.equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
    }

    boolean isChinese() {
        return locale.getLanguage().equals("zh");
    }

    String say(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }
}
