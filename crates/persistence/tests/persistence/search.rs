use domain::jobs::JobFields;
use persistence::candidates::NewCandidate;
use persistence::jobs::NewJob;
use persistence::{candidates, jobs, search};

use crate::kit::{candidate, job, on_each};

#[tokio::test]
async fn a_name_comes_before_a_text_and_what_is_archived_does_not_come() {
    on_each(async |world| {
        let named = NewJob { fields: job("Robot Engineer"), ..NewJob::default() };
        let told = JobFields {
            job_description: Some("Teach a ROBOT to walk".to_owned()),
            company_name: Some("天河智能".to_owned()),
            locations: vec!["上海".to_owned(), "杭州".to_owned()],
            ..job("Engineer")
        };
        let told = NewJob { fields: told, ..NewJob::default() };
        let gone = NewJob { fields: job("Robot Tamer"), ..NewJob::default() };
        let ids = world.work(async |scope| jobs::insert_many(scope, vec![named, told, gone]).await).await;
        world.work(async |scope| jobs::archive(scope, ids[2], None).await).await;
        let found = world.work(async |scope| search::jobs(scope, "robot", 10).await).await;
        assert_eq!(found.iter().map(|hit| hit.id).collect::<Vec<_>>(), [ids[0], ids[1]]);
        assert_eq!(found[1].subtitle, "天河智能 · 上海 / 杭州");
        assert_eq!(world.work(async |scope| search::jobs(scope, "robot", 1).await).await.len(), 1);
        assert!(world.work(async |scope| search::jobs(scope, "100%", 10).await).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_candidate_is_found_by_every_word_and_told_by_position_and_company() {
    on_each(async |world| {
        let mut fields = candidate("李思远");
        fields.current_position = Some("后端工程师".to_owned());
        fields.current_company = Some("云岫科技".to_owned());
        let new = NewCandidate { fields, ..NewCandidate::default() };
        world.work(async |scope| candidates::insert(scope, new).await).await;
        let found = world.work(async |scope| search::candidates(scope, "思远 云岫", 10).await).await;
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].title.as_str(), found[0].subtitle.as_str()),
            ("李思远", "后端工程师 · 云岫科技")
        );
        let none = world.work(async |scope| search::candidates(scope, "思远 天河", 10).await).await;
        assert!(none.is_empty());
    })
    .await;
}
