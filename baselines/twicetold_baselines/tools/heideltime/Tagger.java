import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.heideltime.standalone.components.ResultFormatter;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import de.unihd.dbs.uima.types.heideltime.Timex3;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.text.SimpleDateFormat;
import java.util.Base64;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.uima.cas.FSIterator;
import org.apache.uima.jcas.JCas;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * HeidelTime that stays alive: program.py starts it and asks it for one article after the other.
 *
 * <p>A line of standard input is a day (yyyy-MM-dd) and, after a blank, the text in UTF-8 and Base64. The answer is a
 * line for each time expression, its fields parted by tabs (start and end in UTF-16 units, type, value, modifier), and
 * an empty line; or a line "!", a tab and what went wrong, and an empty line. The argument is the file of properties.
 */
public final class Tagger {
    private static String trouble;

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = new PrintStream(System.out, false, US_ASCII);
        System.setOut(System.err); // what the libraries print is no answer
        Logger logger = Logger.getLogger("HeidelTimeStandalone");
        logger.setLevel(Level.WARNING);
        logger.addHandler(new Trouble());
        HeidelTimeStandalone heidelTime = new HeidelTimeStandalone(
            Language.ENGLISH, DocumentType.NEWS, OutputType.TIMEML, arguments[0], POSTagger.NO);
        SimpleDateFormat days = new SimpleDateFormat("yyyy-MM-dd");
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
        for (String line; (line = questions.readLine()) != null; ) {
            String[] question = line.split(" ", -1);
            String text = new String(Base64.getDecoder().decode(question[1]), UTF_8);
            trouble = null;
            String found = heidelTime.process(text, days.parse(question[0]), new Offsets(text));
            answers.print(trouble == null ? found : "!\t" + trouble.replaceAll("\\s+", " ") + "\n");
            answers.print("\n");
            answers.flush();
        }
    }

    /** The time expressions as lines of offsets and attributes. */
    private static final class Offsets implements ResultFormatter {
        private final String text;

        Offsets(String text) {
            this.text = text;
        }

        @Override
        public String format(JCas document) {
            if (!text.equals(document.getDocumentText())) {
                throw new IllegalStateException("HeidelTime changed the text");
            }
            StringBuilder lines = new StringBuilder();
            FSIterator<?> found = document.getAnnotationIndex(Timex3.type).iterator();
            while (found.hasNext()) {
                Timex3 timex = (Timex3) found.next();
                lines.append(timex.getBegin()).append('\t').append(timex.getEnd())
                    .append('\t').append(timex.getTimexType())
                    .append('\t').append(timex.getTimexValue())
                    .append('\t').append(timex.getTimexMod()).append('\n');
            }
            return lines.toString();
        }
    }

    /** HeidelTime logs its failures and goes on; they are failures all the same. */
    private static final class Trouble extends Handler {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                trouble = record.getMessage();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
