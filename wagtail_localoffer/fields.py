"""
Fields of models that tidy what they are given, on every route to the database.

A form, ``save()``, ``bulk_create()``, ``update()``, a revision and an import all ask
the field what to store. To migrations they are Django's own fields.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
    _FormField = forms.CharField
else:
    _Field = _FormField = object


class TidyFormField(_FormField):
    """Part of a field of a form, which judges what will be stored."""

    def __init__(self, *args: Any, tidy: Callable[[str], str], **kwargs: Any) -> None:
        self.tidy = tidy
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        # A character that nobody sees is no mistake of whoever typed or pasted it.
        return super().to_python(self.tidy(value) if isinstance(value, str) else value)


class TidyFormCharField(TidyFormField, forms.CharField):
    pass


class TidyFormEmailField(TidyFormField, forms.EmailField):
    pass


class TidyFormURLField(TidyFormField, forms.URLField):
    pass


class TidyField(_Field):
    """
    Part of a field of a model.

    :param tidy: makes of a text what is stored, such as
        :func:`~wagtail_localoffer.text.typed.tidy_name`.
    """

    form_class: type[forms.CharField] = TidyFormCharField

    def __init__(self, tidy: Callable[[str], str], *args: Any, **kwargs: Any) -> None:
        self.tidy = tidy
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        return self._tidy(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return self._tidy(super().get_prep_value(value))

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        # What is in hand reads the same as what is stored.
        value = self._tidy(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        if "form_class" not in kwargs:
            kwargs |= {"form_class": self.form_class, "tidy": self.tidy}
        return super().formfield(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        djangos = next(
            each for each in type(self).__mro__ if each.__module__.startswith("django.")
        )
        return name, f"django.db.models.{djangos.__name__}", args, kwargs

    def clone(self) -> Any:
        _name, path, args, kwargs = self.deconstruct()
        return import_string(path)(*args, **kwargs)

    def _tidy(self, value: Any) -> Any:
        return self.tidy(value) if isinstance(value, str) else value


# NB: the stubs of fields are generic, and the fields themselves are not.
class TidyCharField(TidyField, models.CharField):  # type: ignore[type-arg]
    pass


class TidyTextField(TidyField, models.TextField):  # type: ignore[type-arg]
    pass


class TidyEmailField(TidyField, models.EmailField):  # type: ignore[type-arg]
    form_class = TidyFormEmailField


class TidyURLField(TidyField, models.URLField):  # type: ignore[type-arg]
    form_class = TidyFormURLField
