//! `tdu simulate`: the files of a synthetic territory.

use anyhow::Context;
use tdu_simulation::Parameters;

use crate::cli::SimulateArguments;
use crate::wiring::say;

pub(crate) fn run(arguments: &SimulateArguments) -> anyhow::Result<()> {
    let parameters = Parameters {
        territory: arguments.territory.clone(),
        youths: arguments.youths,
        learners: arguments.learners,
        seed: arguments.seed,
        today: arguments.today,
    };
    let simulation = tdu_simulation::simulate(&parameters)?;
    let summary = simulation.write(&arguments.out).with_context(|| {
        format!(
            "le dossier {} ne peut pas être écrit",
            arguments.out.display()
        )
    })?;
    say(&format!(
        "{} fichiers dans {} : {} jeunes, {} apprenants, {} personnes dont {} dans les deux réseaux.",
        summary.files.len(),
        arguments.out.display(),
        summary.youths,
        summary.learners,
        summary.people,
        summary.in_both,
    ));
    Ok(())
}
