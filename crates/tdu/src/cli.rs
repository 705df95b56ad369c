//! The words of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use tdu_exchange::issue::Lang;

/// Trait d'union : un seul parcours pour chaque jeune, suivi par sa Mission Locale et son CFA.
#[derive(Debug, Parser)]
#[command(name = "tdu", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Fichier de configuration (par défaut : tdu.toml, s'il existe).
    #[arg(long, global = true, value_name = "FICHIER")]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Sert les pages et l'API.
    Serve(ServeArguments),
    /// Fabrique un territoire de démonstration, l'importe et le sert.
    Demo(DemoArguments),
    /// Importe le fichier d'une organisation.
    Import(ImportArguments),
    /// Écrit les fichiers qu'un territoire fictif produirait.
    Simulate(SimulateArguments),
    /// Calcule le statut national d'apprenants décrits en JSON.
    Status(StatusArguments),
    /// Rapproche deux fichiers qui ne partagent aucun identifiant : qui est la même personne.
    ///
    /// Les paramètres s'estiment sur les fichiers eux-mêmes : aucun exemple, aucun seuil à régler.
    /// Sont écrits les liens des zones « same » (même personne) et « doubt » (à trancher par
    /// quelqu'un), avec leur zone : `id_a,id_b,probability,zone`. Une fiche a un lien au plus, sauf
    /// avec --all-pairs ou --dedupe.
    Link(LinkArguments),
    /// Met la base de données à jour.
    Migrate,
    /// Recalcule statuts et alertes depuis les faits ; ne change rien si rien ne cloche.
    Rebuild(RebuildArguments),
    /// Cherche les personnes connues deux fois, à trancher dans les pages ; n'en réunit aucune.
    Duplicates(DuplicatesArguments),
    /// Prouve que rien n'a été changé, ajouté, déplacé ni retiré dans le journal et les registres d'accès.
    Verify(VerifyArguments),
    /// Emporte, pour un tribunal, tout ce qui fut fait et vu d'une personne.
    Journal(JournalArguments),
    /// Efface une personne : il ne reste rien d'elle, et aucun fichier ne la ramène.
    Privacy(PrivacyArguments),
    /// Prépare un territoire : ses organisations, ses communes.
    Territory(TerritoryArguments),
    /// Ouvre un compte, ou change son mot de passe.
    Account(AccountArguments),
    /// Invite quelqu'un dans une organisation : écrit le lien à lui transmettre.
    Invite(InviteArguments),
    /// Retire codes et clés d'accès de quelqu'un qui les a perdus avec ses codes de secours.
    ForgetCodes(ForgetCodesArguments),
    /// Fabrique une clé d'API pour une organisation.
    Key(KeyArguments),
    /// Les clés qui chiffrent et signent les données.
    Keys(KeysArguments),
    /// Sauvegarde toutes les bases, chiffrées en un seul fichier, pendant que le programme travaille.
    Backup(BackupArguments),
    /// Restaure une sauvegarde là où il n'y a rien, la vérifie, et efface de nouveau qui le fut depuis.
    Restore(RestoreArguments),
}

#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Port d'écoute (0 : un port libre).
    #[arg(long)]
    pub(crate) port: Option<u16>,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Port d'écoute (0 : un port libre).
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Jeunes suivis par les Missions Locales.
    #[arg(long, default_value_t = 20_000)]
    pub(crate) youths: usize,
    /// Apprenants des CFA.
    #[arg(long, default_value_t = 2_500)]
    pub(crate) learners: usize,
    /// Dossier des données de la démonstration.
    #[arg(long, default_value = "data/demo", value_name = "DOSSIER")]
    pub(crate) data: PathBuf,
    /// Efface ce dossier d'abord.
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Graine du tirage : la même donne les mêmes jeunes.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Territoire : idf, ou le code INSEE d'une région ou d'un département.
    #[arg(long, default_value = "idf")]
    pub(crate) territory: String,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    #[command(subcommand)]
    pub(crate) what: ImportWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportWhat {
    /// Apprenants d'un CFA : JSON ou tableau au format national, ou fichier SIFA.
    Learners {
        /// Le fichier.
        file: PathBuf,
        /// UAI du CFA.
        #[arg(long, value_name = "UAI")]
        organisation: String,
        #[command(flatten)]
        options: ImportOptions,
    },
    /// Jeunes d'une Mission Locale : CSV ou XLSX.
    Youths {
        /// Le fichier.
        file: PathBuf,
        /// Code de la Mission Locale.
        #[arg(long, value_name = "CODE")]
        organisation: String,
        /// Correspondance des colonnes, en JSON ; sinon celle enregistrée, ou suggérée.
        #[arg(long, value_name = "FICHIER")]
        mapping: Option<PathBuf>,
        #[command(flatten)]
        options: ImportOptions,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ImportOptions {
    /// Montre ce qui serait créé, mis à jour, inchangé ou en erreur, sans rien écrire.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Où écrire les lignes en erreur, à corriger puis renvoyer. Par défaut, à côté du fichier ; avec
    /// --dry-run, nulle part.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) errors: Option<PathBuf>,
    /// Langue des messages.
    #[arg(long, value_enum, default_value_t = MessageLang::Fr)]
    pub(crate) lang: MessageLang,
}

/// The language of the messages of an import.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum MessageLang {
    Fr,
    En,
}

impl From<MessageLang> for Lang {
    fn from(lang: MessageLang) -> Self {
        match lang {
            MessageLang::Fr => Self::Fr,
            MessageLang::En => Self::En,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct SimulateArguments {
    /// Territoire : idf, ou le code INSEE d'une région ou d'un département.
    #[arg(long, default_value = "idf")]
    pub(crate) territory: String,
    /// Jeunes suivis par les Missions Locales.
    #[arg(long)]
    pub(crate) youths: usize,
    /// Apprenants des CFA.
    #[arg(long)]
    pub(crate) learners: usize,
    /// Graine du tirage.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Jour des fichiers, AAAA-MM-JJ.
    #[arg(long)]
    pub(crate) today: Date,
    /// Dossier où écrire.
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct StatusArguments {
    /// Le fichier JSON, ou - pour l'entrée standard.
    pub(crate) file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct RebuildArguments {
    /// Code du territoire (par défaut : tous).
    #[arg(long)]
    pub(crate) territory: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DuplicatesArguments {
    /// Code du territoire (par défaut : tous).
    #[arg(long)]
    pub(crate) territory: Option<String>,
    /// Estime d'abord les paramètres du rapprochement sur les fiches du territoire ; ils servent ensuite
    /// à chaque import.
    #[arg(long)]
    pub(crate) estimate: bool,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// Code du territoire (par défaut : tous, et l'annuaire).
    #[arg(long)]
    pub(crate) territory: Option<String>,
    /// Dit le résultat en JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Compare avec les fins de chaîne gardées dans ce fichier, puis y ajoute celles d'aujourd'hui.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) anchor: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct PrivacyArguments {
    #[command(subcommand)]
    pub(crate) what: PrivacyWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PrivacyWhat {
    /// Montre le registre : chaque donnée, à quoi elle sert, sur quelle base, qui la voit, combien de temps.
    Register {
        /// En JSON.
        #[arg(long)]
        json: bool,
        /// Langue : fr ou en.
        #[arg(long, default_value = "fr")]
        lang: String,
    },
    /// Écrit tout ce qui est gardé d'une personne, pour le lui remettre : à lire, en JSON, et ses droits.
    Archive {
        /// Identifiant de la personne : la fin de l'adresse de sa fiche.
        #[arg(long, value_name = "IDENTIFIANT")]
        person: uuid::Uuid,
        /// Dossier à créer.
        #[arg(long, value_name = "DOSSIER")]
        out: PathBuf,
        /// Langue : fr ou en.
        #[arg(long, default_value = "fr")]
        lang: String,
    },
    /// Efface tout ce qui fut dit d'une personne ; les lignes du journal restent, sans rien dire d'elle.
    Erase {
        /// Identifiant de la personne : la fin de l'adresse de sa fiche.
        #[arg(long, value_name = "IDENTIFIANT")]
        person: uuid::Uuid,
        /// Pourquoi, sans nommer personne : le journal le garde.
        #[arg(long, value_name = "MOTIF")]
        reason: String,
    },
    /// Montre qui sera archivé (deux ans sans nouvelle) ou effacé (trois ans plus tard) ; avec --apply, le fait.
    Retention {
        /// Code du territoire (par défaut : tous).
        #[arg(long)]
        territory: Option<String>,
        /// Donne les identifiants, et eux seuls.
        #[arg(long)]
        list: bool,
        /// Archive et efface.
        #[arg(long)]
        apply: bool,
        /// Confirme ce nombre de personnes, au-delà du maximum d'une journée.
        #[arg(long, value_name = "NOMBRE", default_value_t = 0, requires = "apply")]
        confirm: i64,
    },
    /// Réécrit la base d'un territoire, pour que rien n'y reste de ce qui fut effacé.
    Compact {
        /// Code du territoire (par défaut : tous).
        #[arg(long)]
        territory: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct JournalArguments {
    #[command(subcommand)]
    pub(crate) what: JournalWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum JournalWhat {
    /// Écrit le journal et les consultations d'une personne, avec la preuve que rien n'y fut touché.
    Export {
        /// Identifiant de la personne : la fin de l'adresse de sa fiche.
        #[arg(long, value_name = "IDENTIFIANT")]
        person: uuid::Uuid,
        /// Dossier à créer.
        #[arg(long, value_name = "DOSSIER")]
        out: PathBuf,
    },
    /// Dit si une archive est bien celle que cette installation a écrite.
    Check {
        /// Le dossier de l'archive.
        folder: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct TerritoryArguments {
    #[command(subcommand)]
    pub(crate) what: TerritoryWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TerritoryWhat {
    /// Crée un territoire.
    Create {
        /// Code : minuscules, chiffres, tirets.
        code: String,
        /// Nom affiché.
        #[arg(long)]
        name: String,
        /// Fuseau horaire.
        #[arg(long, default_value = "Europe/Paris")]
        time_zone: String,
    },
    /// Ajoute ou met à jour ses organisations : CSV `kind;code;name;uai;siret`.
    Organisations {
        /// Code du territoire.
        code: String,
        /// Le fichier.
        file: PathBuf,
    },
    /// Dit par quel SIRET un fournisseur d'identité connaît une organisation ; elle peut en avoir plusieurs.
    Siret {
        /// Code de l'organisation, ou UAI.
        organisation: String,
        /// Le SIRET.
        siret: String,
        /// Le retire au lieu de l'ajouter.
        #[arg(long)]
        remove: bool,
    },
    /// Ajoute ou met à jour ses communes : CSV `insee;name;postcodes;population;mission_locale_code`.
    Communes {
        /// Code du territoire.
        code: String,
        /// Le fichier.
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AccountArguments {
    /// Adresse électronique.
    #[arg(long)]
    pub(crate) email: String,
    /// Nom affiché aux collègues.
    #[arg(long)]
    pub(crate) name: String,
    /// Code de l'organisation.
    #[arg(long)]
    pub(crate) organisation: String,
    /// Rôle : counsellor, `cfa_staff`, administrator ou coordinator.
    #[arg(long)]
    pub(crate) role: String,
    /// Nom sous lequel les fichiers de l'organisation désignent cette personne.
    #[arg(long)]
    pub(crate) portfolio: Option<String>,
    /// Fichier dont la première ligne est le mot de passe (- : entrée standard).
    #[arg(long, value_name = "FICHIER")]
    pub(crate) password_file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct InviteArguments {
    /// Adresse électronique.
    #[arg(long)]
    pub(crate) email: String,
    /// Prénom et nom, tels que les collègues les liront.
    #[arg(long)]
    pub(crate) name: String,
    /// Code de l'organisation.
    #[arg(long)]
    pub(crate) organisation: String,
    /// Rôle, par exemple administrator.
    #[arg(long)]
    pub(crate) role: String,
}

#[derive(Debug, Args)]
pub(crate) struct ForgetCodesArguments {
    /// Adresse électronique du compte.
    #[arg(long)]
    pub(crate) email: String,
}

#[derive(Debug, Args)]
pub(crate) struct KeyArguments {
    /// Code de l'organisation, ou UAI.
    #[arg(long)]
    pub(crate) organisation: String,
    /// À quoi sert la clé.
    #[arg(long)]
    pub(crate) label: String,
}

#[derive(Debug, Args)]
pub(crate) struct KeysArguments {
    #[command(subcommand)]
    pub(crate) what: KeysWhat,
}

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// Fichier à créer, ou dossier où en créer un, daté.
    pub(crate) target: PathBuf,
    /// Fichier des clés des sauvegardes, gardé ailleurs que les données (voir `tdu keys backup`).
    #[arg(long, value_name = "FICHIER")]
    pub(crate) key_file: PathBuf,
    /// Ne garde que les dernières sauvegardes du dossier.
    #[arg(long, value_name = "NOMBRE")]
    pub(crate) keep: Option<std::num::NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// La sauvegarde.
    pub(crate) file: PathBuf,
    /// Fichier des clés des sauvegardes.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) key_file: PathBuf,
    /// Marques des personnes effacées, gardées à côté des sauvegardes (par défaut : le fichier
    /// « effaces.jsonl » du même dossier, s'il existe).
    #[arg(long, value_name = "FICHIER")]
    pub(crate) tombstones: Option<PathBuf>,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum KeysWhat {
    /// Ajoute une version, qui chiffrera et signera ; fabrique le fichier des clés s'il n'existe pas.
    New,
    /// Chiffre de nouveau, avec la dernière version, ce que les précédentes ont chiffré.
    Rotate,
    /// Fabrique un fichier de clés pour les sauvegardes, ou lui ajoute une version.
    Backup {
        /// Le fichier, gardé ailleurs que les données.
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct LinkArguments {
    #[command(subcommand)]
    pub(crate) what: Option<LinkWhat>,
    #[command(flatten)]
    pub(crate) files: LinkFiles,
}

#[derive(Debug, Args)]
pub(crate) struct LinkFiles {
    /// Le premier fichier : CSV, colonnes nommées par la première ligne.
    #[arg(required = true)]
    pub(crate) a: Option<PathBuf>,
    /// Le second fichier (facultatif avec --dedupe).
    #[arg(required_unless_present = "dedupe")]
    pub(crate) b: Option<PathBuf>,
    /// Où écrire les liens (par défaut : la sortie standard).
    #[arg(long, value_name = "FICHIER")]
    pub(crate) out: Option<PathBuf>,
    /// Cherche les doublons à l'intérieur du fichier, ou des deux réunis.
    #[arg(long)]
    pub(crate) dedupe: bool,
    /// Écrit tous les liens de chaque fiche, et non le meilleur ensemble un pour un.
    #[arg(long)]
    pub(crate) all_pairs: bool,
    /// Où écrire les paramètres estimés, en JSON.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) model_out: Option<PathBuf>,
    /// Champs à comparer, en TOML (par défaut : ceux des fichiers français).
    #[arg(long, value_name = "FICHIER")]
    pub(crate) fields: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LinkWhat {
    /// Code un fichier pour le rapprocher sans montrer un nom : un même secret pour les deux parties, que
    /// celle qui rapproche n'a pas.
    Encode {
        /// Le fichier : CSV, colonnes nommées par la première ligne.
        file: PathBuf,
        /// Le fichier du secret partagé, d'au moins 16 octets.
        #[arg(long, value_name = "FICHIER")]
        secret_file: PathBuf,
        /// Où écrire le fichier codé.
        #[arg(long, value_name = "FICHIER")]
        out: PathBuf,
    },
    /// Rapproche deux fichiers codés avec le même secret.
    Encoded {
        /// Le premier fichier codé.
        a: PathBuf,
        /// Le second fichier codé.
        b: PathBuf,
        /// Où écrire les liens (par défaut : la sortie standard).
        #[arg(long, value_name = "FICHIER")]
        out: Option<PathBuf>,
    },
    /// Montre ce qui rapproche et ce qui sépare deux fiches, champ par champ.
    Explain {
        /// Le premier fichier.
        a: PathBuf,
        /// Le second fichier.
        b: PathBuf,
        /// Identifiant de la fiche dans le premier.
        id_a: String,
        /// Identifiant de la fiche dans le second.
        id_b: String,
        /// Champs à comparer, en TOML.
        #[arg(long, value_name = "FICHIER")]
        fields: Option<PathBuf>,
        /// Langue : fr ou en.
        #[arg(long, default_value = "fr")]
        lang: String,
    },
}
