"""The addresses of the API's first version."""

from typing import Any

from django.urls import path, re_path

from pipeline.api import (
    beats,
    capsules,
    chapters,
    comments,
    connections,
    content,
    continuity,
    enriching,
    evaluation,
    film_library,
    hub,
    library,
    looks,
    media,
    names,
    pictures,
    plans,
    projects,
    redrafts,
    runs,
    screenplays,
    states,
    storyboards,
    teams,
    templates,
    texts,
    work,
)

TEAM = "teams/<slug:team>/"
PROJECT = f"{TEAM}projects/<uuid:project>/"
MODEL = f"{TEAM}models/<uuid:connection_id>/"
PROMPT = f"{TEAM}prompts/<slug:purpose>/"
SET = f"{TEAM}evaluation/<uuid:set_id>/"
MEDIA = r"^teams/(?P<team>[-\w]+)/media/(?P<sha>[0-9a-f]{64})/"


def _list(what: str, kind: str) -> Any:
    return path(f"{PROJECT}{what}/", content.Contents.as_view(kind=kind), name=what)


urlpatterns = [
    path("teams/", teams.Teams.as_view(), name="teams"),
    path(f"{TEAM}capsules/", capsules.Capsules.as_view(), name="capsules"),
    path(f"{TEAM}capsules/import/", capsules.CapsuleFiles.as_view(), name="capsules_import"),
    path(f"{TEAM}capsules/<uuid:capsule_id>/", capsules.CapsuleDetail.as_view(), name="capsule"),
    path(f"{TEAM}capsules/<uuid:capsule_id>/file/", capsules.CapsuleFile.as_view(), name="capsule_file"),
    path(f"{TEAM}capsules/<uuid:capsule_id>/score/", capsules.CapsuleScore.as_view(), name="capsule_score"),
    path(f"{TEAM}library/", library.LibraryAssets.as_view(), name="library"),
    path(f"{TEAM}library/<uuid:library_id>/", library.LibraryAssetDetail.as_view(), name="library_asset"),
    path(f"{TEAM}voices/", library.SavedVoices.as_view(), name="voices"),
    path(f"{TEAM}voices/<uuid:voice_id>/", library.SavedVoiceDetail.as_view(), name="voice"),
    path(f"{TEAM}credits/", teams.Credits.as_view(), name="credits"),
    path(f"{TEAM}models/", connections.Models.as_view(), name="models"),
    path(f"{TEAM}models/order/", connections.ModelOrder.as_view(), name="model_order"),
    path(MODEL, connections.ModelDetail.as_view(), name="model"),
    path(f"{MODEL}test/", connections.ModelTest.as_view(), name="model_test"),
    path(f"{MODEL}key/", connections.ModelKey.as_view(), name="model_key"),
    path(f"{TEAM}prompts/", templates.Prompts.as_view(), name="prompts"),
    path(PROMPT, templates.PromptDetail.as_view(), name="prompt"),
    path(f"{PROMPT}versions/<int:version>/", templates.PromptVersion.as_view(), name="prompt_version"),
    path(f"{PROMPT}use/", templates.PromptUse.as_view(), name="prompt_use"),
    path(f"{PROMPT}preview/", templates.PromptPreview.as_view(), name="prompt_preview"),
    path(f"{PROMPT}diff/", templates.PromptDiff.as_view(), name="prompt_diff"),
    path(f"{TEAM}evaluation/", evaluation.EvaluationSets.as_view(), name="evaluation_sets"),
    path(f"{SET}cases/", evaluation.EvaluationCases.as_view(), name="evaluation_cases"),
    path(f"{SET}cases/<uuid:case_id>/", evaluation.EvaluationCaseDetail.as_view(), name="evaluation_case"),
    path(f"{SET}runs/", evaluation.EvaluationRuns.as_view(), name="evaluation_runs"),
    path(
        f"{SET}runs/<uuid:evaluation_run>/", evaluation.EvaluationRunDetail.as_view(), name="evaluation_run"
    ),
    path(f"{TEAM}projects/", projects.Projects.as_view(), name="projects"),
    path(PROJECT, projects.ProjectDetail.as_view(), name="project"),
    path(f"{PROJECT}branches/", projects.Branches.as_view(), name="branches"),
    path(f"{PROJECT}branches/<slug:branch>/", projects.BranchDetail.as_view(), name="branch"),
    path(f"{PROJECT}episodes/", projects.Episodes.as_view(), name="episodes"),
    *(_list(what, kind) for what, kind in content.LISTS.items()),
    path(f"{PROJECT}content/", content.AllContents.as_view(), name="contents"),
    path(f"{PROJECT}content/<uuid:node>/", content.ContentDetail.as_view(), name="content"),
    path(f"{PROJECT}content/<uuid:node>/picture/", pictures.OwnPicture.as_view(), name="content_picture"),
    path(f"{PROJECT}content/<uuid:node>/take/", pictures.TakeChoice.as_view(), name="content_take"),
    path(f"{PROJECT}content/<uuid:node>/looks/", looks.Looks.as_view(), name="looks"),
    path(f"{PROJECT}content/<uuid:node>/comments/", comments.Comments.as_view(), name="comments"),
    path(f"{PROJECT}comments/<uuid:comment>/", comments.CommentDetail.as_view(), name="comment"),
    path(f"{PROJECT}content/<uuid:node>/enrich/", enriching.AssetEnrichments.as_view(), name="enrichments"),
    path(
        f"{PROJECT}content/<uuid:node>/enrich/<uuid:generation>/",
        enriching.AssetEnrichment.as_view(),
        name="enrichment",
    ),
    path(f"{PROJECT}screenplay/", screenplays.ScreenplayFile.as_view(), name="screenplay"),
    path(f"{PROJECT}library/", film_library.FilmLibrary.as_view(), name="film_library"),
    path(
        f"{PROJECT}library/<uuid:node>/", film_library.FilmLibraryAsset.as_view(), name="film_library_asset"
    ),
    path(f"{PROJECT}capsules/", capsules.CapsuleUses.as_view(), name="project_capsules"),
    path(f"{PROJECT}capsules/judge/", capsules.CapsuleJudge.as_view(), name="project_capsules_judge"),
    path(f"{PROJECT}stages/", plans.Stages.as_view(), name="stages"),
    path(f"{PROJECT}stages/<slug:stage>/lock/", plans.StageLocks.as_view(), name="stage_lock"),
    path(f"{PROJECT}states/timeline/", states.StateTimeline.as_view(), name="state_timeline"),
    path(f"{PROJECT}states/tagged/", states.StatesTagged.as_view(), name="states_tagged"),
    path(f"{PROJECT}states/mark/", states.StatesMarked.as_view(), name="states_mark"),
    path(f"{PROJECT}states/<uuid:node>/change/", states.StateOperations.as_view(), name="state_change"),
    path(f"{PROJECT}states/<uuid:node>/restore/", states.StateRestored.as_view(), name="state_restore"),
    path(f"{PROJECT}storyboard/", storyboards.StoryboardFile.as_view(), name="storyboard_file"),
    path(f"{PROJECT}screenplay/compare/", redrafts.DraftComparison.as_view(), name="draft_compare"),
    path(f"{PROJECT}screenplay/take/", redrafts.DraftTaking.as_view(), name="draft_take"),
    path(f"{PROJECT}screenplay/episodes/", names.EpisodeSplit.as_view(), name="episode_split"),
    path(f"{PROJECT}names/", names.Names.as_view(), name="names"),
    path(f"{PROJECT}hub/", hub.Hub.as_view(), name="hub"),
    path(f"{PROJECT}hub/<uuid:node>/correct/", hub.HubScene.as_view(), name="hub_correct"),
    path(f"{PROJECT}breakdown/", hub.Breakdown.as_view(), name="breakdown"),
    path(f"{PROJECT}breakdown/file/", hub.BreakdownFile.as_view(), name="breakdown_file"),
    path(f"{PROJECT}beats/findings/", beats.BeatFindings.as_view(), name="beat_findings"),
    path(f"{PROJECT}beats/endings/", beats.Endings.as_view(), name="endings"),
    path(f"{PROJECT}beats/endings/<uuid:generation>/", beats.EndingDecision.as_view(), name="ending"),
    path(f"{PROJECT}texts/", texts.Texts.as_view(), name="texts"),
    path(f"{PROJECT}chapters/", chapters.Chapters.as_view(), name="chapters"),
    path(f"{PROJECT}continuity/", continuity.Findings.as_view(), name="continuity"),
    path(f"{PROJECT}plan/", plans.PlanUnits.as_view(), name="plan"),
    path(f"{PROJECT}quote/", plans.Quote.as_view(), name="quote"),
    path(f"{PROJECT}runs/", runs.Runs.as_view(), name="runs"),
    path(f"{PROJECT}generations/", work.Generations.as_view(), name="generations"),
    path(f"{TEAM}generations/<uuid:generation>/", work.GenerationDetail.as_view(), name="generation"),
    path(f"{TEAM}runs/<uuid:run>/", runs.RunDetail.as_view(), name="run"),
    path(f"{TEAM}runs/<uuid:run>/retry/", runs.RunRetry.as_view(), name="run_retry"),
    path(f"{TEAM}jobs/", work.Jobs.as_view(), name="jobs"),
    path(f"{TEAM}jobs/<uuid:job>/", work.JobDetail.as_view(), name="job"),
    re_path(f"{MEDIA}$", media.MediaDetail.as_view(), name="media"),
    re_path(f"{MEDIA}file/$", media.MediaFile.as_view(), name="media_file"),
]
