package io.smsieve.testing;

/** For processes that live for seconds, whose time goes by in compiling what they run once. */
public final class QuickStart {

  /** Without the compiler that pays off after minutes. */
  public static final String OPTION = "-XX:TieredStopAtLevel=1";

  private QuickStart() {}

  /** Has every virtual machine below this process start so. */
  public static void of(ProcessBuilder builder) {
    builder.environment().put("JAVA_TOOL_OPTIONS", OPTION);
  }
}
