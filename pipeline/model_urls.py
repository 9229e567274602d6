"""Addresses of a team's models and of what they are told; part of ``pipeline.urls``."""

from django.urls import path

from pipeline.views import connections, dials, evaluation, playground, template_work, templates, trends

_HERE = "t/<slug:team>/settings/models/"
_ONE = _HERE + "<uuid:connection_id>/"
_EVALUATION = "t/<slug:team>/settings/evaluation/"
_SET = _EVALUATION + "<uuid:set_id>/"
_TRIED = "t/<slug:team>/settings/playground/<uuid:text>/"
_PROMPTS = "t/<slug:team>/settings/prompts/"
_PURPOSE = _PROMPTS + "<slug:purpose>/"

urlpatterns = [
    path(_HERE, connections.models, name="models"),
    path(_HERE + "connect/", connections.connect, name="model_connect"),
    path(_HERE + "order/", connections.order, name="model_order"),
    path(_HERE + "trends/", trends.model_trends, name="model_trends"),
    path(_ONE + "key/", connections.secret, name="model_secret"),
    path(_ONE + "test/", connections.test, name="model_test"),
    path(_ONE + "disconnect/", connections.disconnect, name="model_disconnect"),
    path(_EVALUATION, evaluation.evaluation, name="evaluation"),
    path(_SET, evaluation.evaluation_set, name="evaluation_set"),
    path(_SET + "run/", evaluation.evaluate, name="evaluate"),
    path(_SET + "<uuid:case_id>/", evaluation.evaluation_case, name="evaluation_case"),
    path(_SET + "<uuid:case_id>/drop/", evaluation.case_drop, name="case_drop"),
    path(_TRIED, playground.playground, name="playground"),
    path(_TRIED + "price/", playground.playground_price, name="playground_price"),
    path(_TRIED + "<uuid:trial>/stop/", playground.playground_stop, name="playground_stop"),
    path(_TRIED + "<uuid:trial>/keep/", playground.playground_keep, name="playground_keep"),
    path(_PROMPTS, templates.templates, name="templates"),
    path(_PURPOSE, templates.template, name="template"),
    path(_PURPOSE + "dials/", dials.template_dials, name="template_dials"),
    path(_PURPOSE + "price/", dials.asking_price, name="asking_price"),
    path(_PURPOSE + "use/", templates.template_use, name="template_use"),
    path(_PURPOSE + "analysis/", template_work.analysis, name="template_analysis"),
    path(_PURPOSE + "analysis/follow/", template_work.remark_follow, name="remark_follow"),
    path(_PURPOSE + "improve/", template_work.improvement_ask, name="improvement_ask"),
    path(
        _PURPOSE + "improve/<uuid:generation>/", template_work.improvement_decide, name="improvement_decide"
    ),
]
