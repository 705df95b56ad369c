//! First names given between 1999 and 2009 to those who live in France, and how they are varied.

use super::random::{Random, Weighted};
use super::surnames::Culture;

/// Sex, culture, names from the most to the least frequent. A `+` marks those of the later years,
/// a `-` those of the earlier ones.
const LISTS: [(char, Culture, &str); 14] = [
    ('M', Culture::French, FRENCH_BOYS),
    ('F', Culture::French, FRENCH_GIRLS),
    ('M', Culture::Maghreb, MAGHREB_BOYS),
    ('F', Culture::Maghreb, MAGHREB_GIRLS),
    ('M', Culture::Africa, AFRICA_BOYS),
    ('F', Culture::Africa, AFRICA_GIRLS),
    (
        'M',
        Culture::Iberia,
        "Diogo Tiago João Rui Fabio Leonardo Miguel Ruben Santiago Pedro Bruno Nuno",
    ),
    (
        'F',
        Culture::Iberia,
        "Inês Beatriz Mariana Ana Carla Sofia Leonor Catarina Marta Lara Valentina",
    ),
    (
        'M',
        Culture::Turkey,
        "Emre Mehmet Enes Deniz Yusuf Burak Furkan Kerem Berat Ömer Hakan Mert",
    ),
    (
        'F',
        Culture::Turkey,
        "Elif Zeynep Büşra Esra Melek Merve Ayşe Sena Ceyda Dilara Eda Selin",
    ),
    (
        'M',
        Culture::East,
        "Andrei Dmytro Florin Ionut Oleksandr Luka Stefan Ahmad Haroon Farid Artur",
    ),
    (
        'F',
        Culture::East,
        "Iuliana Andreea Oksana Anastasia Daria Mihaela Milena Ana Elena Lilit",
    ),
    (
        'M',
        Culture::Asia,
        "Minh Kevin Tuan Long Jun Amir Arjun Rahul Wei Quang Huy Sajid",
    ),
    (
        'F',
        Culture::Asia,
        "Linh Mai Thu Mei Lan Priya Hana Yan Ngoc Anh Ling Fatema",
    ),
];

const FRENCH_BOYS: &str = "Lucas+ Thomas- Enzo+ Hugo Nathan+ Alexis- Alexandre- Théo Mathis+ Antoine- \
Maxime- Louis Quentin- Clément Léo+ Tom+ Nicolas- Valentin- Romain- Baptiste Paul Arthur Julien- \
Axel Pierre Raphaël+ Ethan+ Jules+ Florian- Corentin Gabriel+ Dylan- Kylian+ Tristan Matthieu- \
Benjamin Adrien Noah+ Robin Sacha+ Victor Simon Martin Dorian Guillaume- Yanis+ Adam+ Evan+ Maxence \
Samuel Kévin- Timéo+ Jérémy- Mathéo+ Nolan+ Rémi- Loïc- Damien- Killian Bastien- Esteban+ Rayan+ \
Titouan+ Noa+ Vincent- Aurélien- Lilian Mattéo+ Erwan Matteo+ Gaëtan- Tony- Jordan- Loan+ Anthony- \
David Gabin+ Mathias Eliott+ Thibault- Thibaut- Mael+ Maël+ Steven- Marius+ Lorenzo+ Rémy- Justin+ \
Liam+ Bryan- William Jonathan- Émile Oscar+ Augustin Elias+ Joshua Noé Lukas+ Yann- Morgan- Ryan \
Charles Joseph Cédric- Jean François- Ruben Arnaud- Ewen+ Loris Joris Cyril- Marc Mickaël- Fabien- \
Auguste+ Léandre+ Malo+ Swann Côme+ Éric- Alban Geoffrey- Marceau+ Aaron+ Timothée Jimmy- Tanguy \
Sébastien- Félix Guilhem Andréa Soan+ Luca+ Ilan+ Joachim Étienne Wesley Brandon- Melvin Naël+ \
Ugo Eliot+ Antonin Marin Clovis Hippolyte Nino+ Édouard Gauthier- Jason- Ludovic- Xavier- Lenny+";

const FRENCH_GIRLS: &str = "Manon- Emma+ Camille Marie Léa Chloé Sarah Clara Laura- Lucie Pauline- \
Océane- Mathilde- Anaïs- Marine- Lola+ Inès+ Jade+ Juliette Lisa Julie- Charlotte Romane+ Eva+ \
Lilou+ Louise+ Mélissa- Justine- Maëlys+ Zoé+ Margaux Noémie- Morgane- Célia- Lou+ Lina+ Élise \
Amandine- Alice+ Louna+ Maëva- Elisa Clémence Carla Ambre+ Lana+ Anna+ Jeanne Éloïse Agathe Rose+ \
Emilie- Nina+ Coralie- Alexia- Solène- Léna+ Margot Ophélie- Valentine Laurine- Salomé+ Caroline- \
Lucile Élodie- Mélanie- Claire- Elsa Audrey- Marion- Lena+ Gabrielle Maya+ Estelle- Laetitia- \
Marina- Cassandra- Héloïse Fanny- Tiffany- Andréa Léonie+ Constance Maelys+ Victoria Sophie- Flavie \
Éléa+ Chiara+ Lily+ Kimberley- Aurélie- Victoire Axelle Alicia- Capucine+ Élina+ Jessica- Lise \
Joséphine Myriam Apolline+ Ludivine- Blanche+ Iris+ Gaëlle- Maéva- Ornella- Kelly- Roxane- Vanessa- \
Émeline- Nolwenn Laurie- Adèle+ Sabrina- Faustine Garance+ Marilou Mia+ Elena+ Aurore- Angèle Luna+ \
Candice Cyrielle- Diane Eugénie Coline Lilly+ Malorie- Charlène- Priscilla- Oriane- Bérénice Maud- \
Amélie- Cindy- Lorine Tessa+ Luce Eline+ Nora Rachel Rebecca- Mallaury Bleuenn Enora+ Maïlys+";

const MAGHREB_BOYS: &str = "Mohamed Yanis Rayan Mehdi Ilyes Amine Bilal Ayoub Karim Sofiane Nassim \
Hamza Ibrahim Youssef Yassine Adam Walid Anis Samir Ismaël Zakaria Rachid Imran Younes Marwan \
Abdelkader Nadir Ali Reda Omar Anas Kamel Hakim Riyad Souleymane Nizar Issam Hicham Yacine Ilyas \
Abdallah Salim Mustapha Mounir Nabil Fares Kaïs Badr Ahmed Soufiane Noam Wassim Zinedine Farouk";

const MAGHREB_GIRLS: &str = "Inès Sarah Yasmine Lina Imane Nour Amina Sofia Salma Aya Fatima Myriam \
Kenza Chaïmae Hajar Safia Assia Soraya Meriem Leïla Samira Nadia Khadija Ikram Anissa Chaima Sabrina \
Yousra Lamia Hanane Zineb Dounia Farah Rania Maryam Ines Sirine Rym Marwa Oumaima Latifa Tasnim \
Shirine Wijdane Naïla Amel Bouchra Malika Houda Lylia";

const AFRICA_BOYS: &str = "Mamadou Ibrahima Moussa Ousmane Cheick Amadou Boubacar Abdoulaye Lamine Issa \
Souleymane Oumar Seydou Modibo Bakary Sekou Adama Junior Yaya Samba Alpha Demba Christ-Yann Kouadio \
Exaucé Prince Djibril Mahamadou Idriss Malick Aboubacar Daouda Salif Moustapha Emmanuel Glody";

const AFRICA_GIRLS: &str = "Fatoumata Aïssatou Mariam Aminata Awa Oumou Djeneba Kadiatou Hawa Coumba \
Bintou Maimouna Khadidiatou Assetou Divine Grâce Merveille Naomi Mariama Ramatoulaye Adja Rokia Fanta \
Nafissatou Ndeye Binta Sokhna Astou Rama Djenabou Marie-Ange Gloria Esther Blessing";

/// Spellings of one name: a clerk, or a family, chooses one of them.
const VARIANTS: &str = "Mohamed/Mohammed/Mouhamed/Muhammad/Mohamad Mehdi/Mahdi Ilyes/Ilyès/Iliès/Ylies \
Ibrahim/Ibraheem/Brahim Youssef/Yousef/Yusuf/Youcef Yanis/Yannis/Iannis Rayan/Rayane/Rayanne \
Sofiane/Soufiane/Sofian Aïssatou/Aissata/Aïcha Fatoumata/Fatimata/Fatou Khadija/Kadija/Hadija \
Souleymane/Souleimane/Sulayman Ismaël/Ismail/Smaïl Mathis/Mathys/Matisse Mathéo/Matéo/Mattéo/Matteo \
Théo/Teo/Théau Kylian/Kilian/Killian Nathan/Natan/Nathanaël Matthieu/Mathieu/Mathieux Rémi/Rémy \
Thibault/Thibaut/Thibaud Yann/Yan Kévin/Kevin/Kévyn Loïc/Loic/Loick Maël/Mael/Maëlle \
Anaïs/Anays/Anaïss Inès/Inez/Ynes Léa/Lea/Léah Sarah/Sara Mathilde/Matilde/Mathylde Maëlys/Mailys/Maélis \
Lilou/Lylou Chloé/Cloé/Khloé Eva/Éva/Ewa Élise/Elyse Camille/Kamille Charlotte/Charlote Lisa/Liza/Lysa \
Emma/Ema Margaux/Margot/Margo Romane/Romanne Noémie/Noémi Élodie/Elodi Laetitia/Létitia Zoé/Zoey/Zoë \
Lucas/Lukas/Luka Hugo/Ugo Enzo/Enzzo Léo/Leo/Leho Ethan/Etan Adrien/Adrian Bryan/Brian/Brayan \
Quentin/Quantin/Kentin Corentin/Corantin Erwan/Erouan Yassine/Yacine/Yasin Yasmine/Jasmine/Yasmina \
Amina/Aminah/Amena Meriem/Myriam/Mariam/Maryam Salma/Selma Cheick/Cheikh/Sheikh Ousmane/Usman/Othmane \
Moussa/Mousa/Musa Abdoulaye/Abdulai/Abdoulaie Mamadou/Mamadu Djeneba/Djénéba/Dieneba Hawa/Awa/Hava";

/// Every first name with how often it is given.
pub(crate) struct FirstNames {
    lists: Vec<Given>,
    /// A name and its other spellings.
    pub(crate) variants: Vec<Vec<&'static str>>,
}

struct Given {
    sex: char,
    culture: Culture,
    names: Vec<&'static str>,
    /// For those born in the first half of the years, and in the second.
    draws: [Weighted; 2],
}

impl FirstNames {
    pub(crate) fn new() -> Self {
        let lists = LISTS
            .into_iter()
            .map(|(sex, culture, list)| given(sex, culture, list))
            .collect();
        let variants = VARIANTS
            .split_whitespace()
            .map(|group| group.split('/').collect())
            .collect();
        Self { lists, variants }
    }

    /// A first name for a child of that culture, sex and year.
    pub(crate) fn draw(
        &self,
        culture: Culture,
        sex: char,
        year: i32,
        random: &mut Random,
    ) -> String {
        let mut given_in = match culture {
            Culture::French | Culture::Islands if random.chance(0.84) => Culture::French,
            Culture::French | Culture::Islands => any_culture(random),
            own if random.chance(0.5) => own,
            _ if random.chance(0.7) => Culture::French,
            _ => any_culture(random),
        };
        if given_in == Culture::Islands {
            given_in = Culture::French;
        }
        let Some(list) = self
            .lists
            .iter()
            .find(|list| list.sex == sex && list.culture == given_in)
        else {
            return String::from("Camille");
        };
        let late = random.chance((f64::from(year) - 1999.0) / 10.0);
        let name = list.names[list.draws[usize::from(late)].draw(random)];
        if random.chance(0.07) {
            respell(name, random)
        } else {
            name.to_owned()
        }
    }
}

fn given(sex: char, culture: Culture, list: &'static str) -> Given {
    let marked: Vec<&str> = list.split_whitespace().collect();
    let weights = |favoured: char, out_of_fashion: char| {
        Weighted::new(marked.iter().enumerate().map(|(rank, name)| {
            let fashion = if name.ends_with(favoured) {
                1.5
            } else if name.ends_with(out_of_fashion) {
                0.5
            } else {
                1.0
            };
            fashion * (rank as f64 + 10.0).powf(-1.0)
        }))
    };
    Given {
        sex,
        culture,
        draws: [weights('-', '+'), weights('+', '-')],
        names: marked
            .iter()
            .map(|name| name.trim_end_matches(['+', '-']))
            .collect(),
    }
}

fn any_culture(random: &mut Random) -> Culture {
    random.pick(&[
        Culture::Maghreb,
        Culture::Maghreb,
        Culture::Maghreb,
        Culture::Africa,
        Culture::Africa,
        Culture::Iberia,
        Culture::Turkey,
        Culture::East,
        Culture::Asia,
    ])
}

/// A spelling of fashion: the sound is nearly the same.
pub(crate) fn respell(name: &str, random: &mut Random) -> String {
    const RULES: [(&str, &str); 22] = [
        ("i", "y"),
        ("y", "i"),
        ("th", "t"),
        ("t", "th"),
        ("ph", "f"),
        ("k", "c"),
        ("c", "k"),
        ("an", "ane"),
        ("ll", "l"),
        ("nn", "n"),
        ("l", "ll"),
        ("n", "nn"),
        ("ou", "u"),
        ("ss", "s"),
        ("é", "ée"),
        ("aë", "ae"),
        ("z", "s"),
        ("s", "z"),
        ("a", "ah"),
        ("ia", "iya"),
        ("e", "é"),
        ("em", "eem"),
    ];
    for _ in 0..6 {
        let (from, to) = random.pick(&RULES);
        let Some(at) = name.get(1..).and_then(|tail| tail.rfind(from)) else {
            continue;
        };
        let (head, tail) = name.split_at(at + 1);
        return [head, to, &tail[from.len()..]].concat();
    }
    name.to_owned()
}
