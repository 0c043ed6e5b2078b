package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;

/**
 * The second half of docs/cli.md is what {@code --help} says. {@code mvn test
 * -Dtest=CommandLinePageTest -Dsmsieve.docs.write=true} writes it anew.
 */
class CommandLinePageTest {

  private static final Path PAGE = Path.of("docs", "cli.md");
  private static final String MARKER = "<!-- from here on written by CommandLinePageTest -->\n";
  private static final int WIDTH = 100;

  @Test
  void shouldShowTheHelpOfEveryCommand() throws IOException {
    String page = Files.readString(PAGE);
    String expected = page.substring(0, page.indexOf(MARKER)) + MARKER + commands();
    if (Boolean.getBoolean("smsieve.docs.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/cli.md; -Dsmsieve.docs.write=true writes it anew")
        .isEqualTo(expected);
  }

  private static String commands() {
    StringBuilder text = new StringBuilder();
    for (CommandLine command : all(Main.commandLine())) {
      command.setUsageHelpAutoWidth(false).setUsageHelpWidth(WIDTH);
      String help = command.getUsageMessage(Help.defaultColorScheme(Ansi.OFF));
      text.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```\n");
      text.append(help.stripTrailing()).append("\n```\n");
    }
    return text.toString();
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> found = new ArrayList<>(List.of(command));
    for (CommandLine sub : command.getSubcommands().values()) {
      if (!(sub.getCommand() instanceof HelpCommand)) {
        found.addAll(all(sub));
      }
    }
    return found;
  }
}
