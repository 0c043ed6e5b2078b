package io.smsieve.cli.delivery;

import io.smsieve.cli.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smsieve prove-delivery}, which {@code deploy/prove-delivery} calls. */
@Command(
    name = "prove-delivery",
    description = {
      "Kill filter and evaluation, and what they depend on, while messages and labelled examples"
          + " flow, and count what became of each.",
      "Ends with code 5 when one was lost, doubled, out of order or in the wrong topic, when the"
          + " evaluation's totals differ from a recount, or when too few kills left a transaction"
          + " open."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ProveDeliveryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ProofOptions options;

  @Override
  public Integer call() throws InterruptedException, IOException {
    options.check(spec.commandLine());
    new SceneRunner(spec.commandLine(), options.json())
        .run(
            Proof.KIND,
            options::plan,
            options::site,
            (plan, site, scene) -> new Proof(plan, site, scene).run());
    return ExitCode.OK;
  }
}
