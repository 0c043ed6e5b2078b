package io.smsieve.cli.delivery;

import io.smsieve.cli.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smsieve soak}, which {@code deploy/soak} calls. */
@Command(
    name = "soak",
    description = {
      "Let messages and labelled examples flow for long through two processes, at a share of the"
          + " rate that they can do, while one of the two, the broker and the registry are killed"
          + " now and then.",
      "Ends with code 5 when a message was lost, doubled or out of order, when totals differ from a"
          + " recount, or when the process that lived through it needs more memory, handles,"
          + " threads or files at the end than at the beginning, or longer for a message."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SoakCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SoakOptions options;

  @Override
  public Integer call() throws InterruptedException, IOException {
    options.check(spec.commandLine());
    new SceneRunner(spec.commandLine(), options.json())
        .run(
            SoakRun.KIND,
            options::plan,
            options::site,
            (plan, site, scene) -> new SoakRun(options.soak(), plan, site, scene).run());
    return ExitCode.OK;
  }
}
