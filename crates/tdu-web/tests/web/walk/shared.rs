//! What the two staffs share, of each organisation.

use jiff::civil::Date;
use tdu_casework::{NewAppointment, NewMessage, NewService, NewTask, Slot, Whose};
use tdu_domain::access::{Actor, Right, Role};
use tdu_domain::together::appointment::AppointmentMode;
use tdu_domain::together::obstacle::ObstacleKind;
use tdu_domain::together::task::TaskKind;
use uuid::Uuid;

use super::world::{Kind, World};
use crate::support::TODAY;

impl World {
    /// The member, or a manager of the organisation where the member writes about nobody.
    pub(super) async fn writer(&self, organisation: &str, member: &Actor) -> Actor {
        if member.organisation.code == organisation && member.may(Right::ActOnPeople) {
            return member.clone();
        }
        self.app.member(organisation, Role::Manager).await
    }

    /// The key of something that the two staffs share, made anew.
    pub(super) async fn shared(&self, kind: Kind, organisation: &str, member: &Actor) -> Uuid {
        let casework = &self.app.casework;
        match kind {
            Kind::Appointment => {
                let writer = self.writer(organisation, member).await;
                let person = self.people[organisation];
                let new = NewAppointment {
                    slot: Slot {
                        starts: TODAY.at(18, 0, 0, 0),
                        minutes: 30,
                        doubled: true,
                    },
                    mode: AppointmentMode::Phone,
                    place: "".into(),
                    guests: Vec::new(),
                };
                casework
                    .make_appointment(&writer, person, &new)
                    .await
                    .unwrap();
                let whose = Whose::Person(person);
                let agenda = casework.agenda(&writer, whose, TODAY, Date::MAX).await;
                agenda.unwrap().last().unwrap().row.appointment.id
            }
            Kind::Message => {
                let writer = self.writer(organisation, member).await;
                let person = self.people[organisation];
                let new = NewMessage {
                    text: "Bonjour".into(),
                    mentions: Vec::new(),
                };
                casework.write_message(&writer, person, &new).await.unwrap();
                casework.thread(&writer, person).await.unwrap()[0]
                    .message
                    .id
            }
            Kind::Obstacle => {
                let writer = self.writer(organisation, member).await;
                let person = self.people[organisation];
                let kind = ObstacleKind::Digital;
                let told = casework.open_obstacle(&writer, person, kind).await;
                let shared = casework.shared(&writer, person).await.unwrap();
                drop(told);
                shared.obstacles[0].obstacle.id
            }
            Kind::Service => {
                let administrator = self.app.member(organisation, Role::Administrator).await;
                let new = NewService {
                    name: "Service d’essai".to_owned(),
                    themes: vec![ObstacleKind::Digital],
                    ..NewService::default()
                };
                casework
                    .put_service(&administrator, None, &new)
                    .await
                    .unwrap();
                casework.own_services(&administrator).await.unwrap()[0].id
            }
            Kind::Task => {
                let manager = self.app.member(organisation, Role::Manager).await;
                let asked = NewTask {
                    kind: Some(TaskKind::Call),
                    text: "".into(),
                    owner: manager.organisation.id,
                    account: None,
                    due: TODAY,
                    origin: None,
                };
                let person = self.people[organisation];
                casework
                    .ask_task(&manager, person, &asked)
                    .await
                    .unwrap()
                    .task
            }
            other => unreachable!("{other:?} is not shared"),
        }
    }
}
