package io.smsieve.cli;

import io.smsieve.classify.BundleException;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.stream.avro.RegistryUnavailableException;
import io.smsieve.stream.avro.SchemaRefusedException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns an exception of a command into one line on standard error and an exit code. Exceptions of
 * ours carry a message for people. Of any other only the type and the place are shown: its message
 * is somebody else's and may quote what the command was working on.
 */
final class FailureReport implements IExecutionExceptionHandler {

  /** Ours, and the exit code of each. */
  private static final List<Known> KNOWN =
      List.of(
          new Known(BundleException.class, ExitCode.BAD_INPUT),
          new Known(SchemaRefusedException.class, ExitCode.BAD_INPUT),
          new Known(RegistryUnavailableException.class, ExitCode.UNREACHABLE),
          new Known(ClassifierFailedException.class, ExitCode.GAVE_UP));

  private record Known(Class<? extends RuntimeException> type, int exitCode) {}

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    Line line = lineOf(exception);
    PrintWriter err = commandLine.getErr();
    err.println(commandLine.getColorScheme().errorText("smsieve: " + line.text()));
    if (wantsStackTrace(commandLine)) {
      printFrames(exception, err);
    } else if (line.exitCode() == ExitCode.UNEXPECTED) {
      err.println("With `smsieve --stacktrace ...` it says where it came from.");
    }
    err.flush();
    return line.exitCode();
  }

  /** What to say of an exception. */
  record Line(String text, int exitCode) {}

  static Line lineOf(Exception exception) {
    if (exception instanceof CommandFailedException failed) {
      return new Line(failed.getMessage(), failed.exitCode());
    }
    for (Known known : KNOWN) {
      if (known.type().isInstance(exception)) {
        return new Line(exception.getMessage(), known.exitCode());
      }
    }
    String type = exception.getClass().getSimpleName();
    if (exception instanceof RetriableException || exception instanceof AuthenticationException) {
      return new Line(
          "the broker did not answer as it should (" + type + ")", ExitCode.UNREACHABLE);
    }
    return new Line("unexpected " + type + " at " + place(exception), ExitCode.UNEXPECTED);
  }

  private static String place(Throwable exception) {
    StackTraceElement[] frames = exception.getStackTrace();
    for (StackTraceElement frame : frames) {
      if (frame.getClassName().startsWith("io.smsieve.")) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return frames.length == 0 ? "an unknown place" : frames[0].toString();
  }

  private static boolean wantsStackTrace(CommandLine commandLine) {
    CommandLine root = commandLine;
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return root.getCommand() instanceof Main main && main.wantsStackTrace();
  }

  /** Types and frames; no messages. */
  private static void printFrames(Throwable exception, PrintWriter err) {
    String prefix = "";
    for (Throwable t = exception; t != null; t = t.getCause() == t ? null : t.getCause()) {
      err.println(prefix + t.getClass().getName());
      for (StackTraceElement frame : t.getStackTrace()) {
        err.println("    at " + frame);
      }
      prefix = "caused by ";
    }
  }
}
