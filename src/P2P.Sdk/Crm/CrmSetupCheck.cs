using P2P.Sdk.Contacts;

namespace P2P.Sdk.Crm;

/// <summary>Reads mappings against what the campaign and its CRM have, and names everything that is wrong.</summary>
internal sealed class CrmSetupCheck(IReadOnlyList<Tag> tags, IReadOnlyList<CustomField> fields, CrmCatalog catalog)
{
    private readonly List<Refusal> _refusals = [];

    public Outcome<CrmSetup> Read(CrmSetupInput input)
    {
        var setup = new CrmSetup
        {
            IsOn = input.IsOn,
            Tags = [.. input.Tags.Select(ReadTag).OfType<CrmTagMapping>()],
            Fields = [.. input.Fields.Select(ReadField).OfType<CrmFieldMapping>()],
            Results = [.. input.Results.Select(ReadResult).OfType<CrmResultMapping>()],
            Version = input.Version,
        };
        RefuseTwice(setup.Tags.Select(t => t.Tag), "tags", "A tag is mapped once.");
        RefuseTwice(setup.Fields.Select(f => f.Field), "fields", "A field is mapped once.");
        RefuseTwice(setup.Results.Select(r => r.Result), "results", "A result is mapped once.");
        if (setup is { IsOn: true, Interest: CrmInterest.None } && _refusals.Count == 0)
        {
            _refusals.Add(Refusal.Invalid("Map something before switching it on: nothing would be sent.", "isOn"));
        }

        return _refusals.Count > 0 ? Outcome.Refused<CrmSetup>(_refusals) : setup;
    }

    private CrmTagMapping? ReadTag(CrmTagInput input, int i)
    {
        var tag = tags.FirstOrDefault(t => Tag.Key(t.Name) == Tag.Key(input.Tag));
        if (tag is null)
        {
            _refusals.Add(Refusal.Invalid("The campaign has no tag of this name.", "tags", $"{i}", "tag"));
        }
        else if (Tag.IsOptOut(tag.Name))
        {
            _refusals.Add(Refusal.Invalid("An opt-out is a result: map it there.", "tags", $"{i}", "tag"));
            tag = null;
        }

        var code = Find(catalog.Codes, input.Code, "tags", $"{i}", "codeId");
        return tag is null || code is null ? null : new(Tag.Key(tag.Name), code);
    }

    private CrmFieldMapping? ReadField(CrmFieldInput input, int i)
    {
        var field = fields.FirstOrDefault(f => f.Id == input.Field);
        if (field is not { Kind: CustomFieldKind.Selection })
        {
            _refusals.Add(Refusal.Invalid("A custom field of the campaign with options is mapped.", "fields", $"{i}", "fieldId"));
        }

        var question = catalog.Questions.FirstOrDefault(q => q.Id == input.Question);
        if (question is null)
        {
            _refusals.Add(Refusal.Invalid("The CRM has no question with this id.", "fields", $"{i}", "questionId"));
        }

        if (field is null || question is null)
        {
            return null;
        }

        var answers = input.Answers.Select((answer, a) => ReadAnswer(answer, field, question, i, a)).OfType<CrmAnswerMapping>().ToList();
        RefuseTwice(answers.Select(a => a.Option), "fields", "An option is mapped once.");
        return new(field.Id, new(question.Id, question.Name), answers);
    }

    private CrmAnswerMapping? ReadAnswer(CrmAnswerInput input, CustomField field, CrmQuestion question, int i, int a)
    {
        var option = field.Options.FirstOrDefault(o => o.Equals(input.Option.Trim(), StringComparison.OrdinalIgnoreCase));
        if (option is null)
        {
            _refusals.Add(Refusal.Invalid("The field has no such option.", "fields", $"{i}", "answers", $"{a}", "option"));
        }

        var answer = Find(question.Answers, input.Answer, "fields", $"{i}", "answers", $"{a}", "answerId");
        return option is null || answer is null ? null : new(option, answer);
    }

    private CrmResultMapping? ReadResult(CrmResultInput input, int i)
    {
        if (input.Result == CrmEntryKind.Marks)
        {
            _refusals.Add(Refusal.Invalid("Tags and fields are no result: map them by name.", "results", $"{i}", "result"));
            return null;
        }

        return Find(catalog.Results, input.Code, "results", $"{i}", "codeId") is { } code ? new(input.Result, code) : null;
    }

    private CrmName? Find(IReadOnlyList<CrmName> known, string id, params string[] path)
    {
        var found = known.FirstOrDefault(k => k.Id == id);
        if (found is null)
        {
            _refusals.Add(Refusal.Invalid("The CRM has nothing with this id. Read its catalog anew, and choose from that.", path));
        }

        return found;
    }

    private void RefuseTwice<T>(IEnumerable<T> keys, string path, string message)
        where T : notnull
    {
        if (keys.CountBy(key => key).Any(key => key.Value > 1))
        {
            _refusals.Add(Refusal.Invalid(message, path));
        }
    }
}
