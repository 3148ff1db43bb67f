using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Options;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Crm;
using P2P.Sdk.Van.Rest;

namespace P2P.Sdk.Van;

/// <summary>Reads what a committee has to record, and by which types we record it.</summary>
internal sealed class VanCodes(VanApi api, IOptions<VanOptions> options, TimeProvider time)
{
    private const int PageSize = 200;

    /// <summary>A committee with more would have to say which: 5,000.</summary>
    private const int MostPages = 25;

    private static readonly TimeSpan TypesKeptFor = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<CampaignId, (VanTypes Types, DateTimeOffset At)> _types = [];

    public async Task<Outcome<CrmCatalog>> ReadAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        var codes = await ReadPagesAsync(campaign, "activistCodes", cancellationToken);
        var questions = codes is null ? null : await ReadPagesAsync(campaign, "surveyQuestions", cancellationToken);
        var results = questions is null ? VanReply.None : await api.GetAsync(campaign, "canvassResponses/resultCodes", cancellationToken);
        return codes is null || questions is null || results is not { IsGood: true, Body.ValueKind: JsonValueKind.Array }
            ? new Refusal(RefusalCode.CrmUnavailable, "VAN did not list its codes. Check the application's name, key and database, or try again in a while.")
            : new CrmCatalog(
                Names(codes, "activistCodeId"),
                [.. questions.Select(q => new CrmQuestion(q.Text("surveyQuestionId"), q.Text("name"), Names(Items(q.Find("responses")), "surveyResponseId")))],
                Names(Items(results.Body), "resultCodeId"));
    }

    /// <summary>Kept for an hour.</summary>
    /// <returns>Either the types, or why there are none.</returns>
    public async Task<(VanTypes? Types, CrmAnswer? Failure)> FindTypesAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        if (_types.TryGetValue(campaign, out var kept) && time.GetUtcNow() - kept.At < TypesKeptFor)
        {
            return (kept.Types, null);
        }

        var contact = await api.GetAsync(campaign, "canvassResponses/contactTypes", cancellationToken);
        var input = contact.IsGood ? await api.GetAsync(campaign, "canvassResponses/inputTypes", cancellationToken) : contact;
        if (!input.IsGood)
        {
            return (null, input.ToFailure());
        }

        if (IdOf(contact.Body, options.Value.ContactType, "contactTypeId") is not { } contactType
            || IdOf(input.Body, options.Value.InputType, "inputTypeId") is not { } inputType)
        {
            return (null, new CrmAnswer.Refused(
                $"VAN has no contact type \"{options.Value.ContactType}\", or no input type \"{options.Value.InputType}\", for this key."));
        }

        var types = new VanTypes(contactType, inputType);
        _types[campaign] = (types, time.GetUtcNow());
        return (types, null);
    }

    /// <returns><see langword="null"/> if VAN did not tell all.</returns>
    private async Task<List<JsonElement>?> ReadPagesAsync(CampaignId campaign, string what, CancellationToken cancellationToken)
    {
        var items = new List<JsonElement>();
        for (var page = 0; page < MostPages; page++)
        {
            // By our own count: the next page's link may name another host.
            var reply = await api.GetAsync(campaign, $"{what}?statuses=Active&$top={PageSize}&$skip={page * PageSize}", cancellationToken);
            if (!reply.IsGood || reply.Body.Find("items").ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            items.AddRange(Items(reply.Body.Find("items")));
            if (reply.Body.Text("nextPageLink").Length == 0)
            {
                break;
            }
        }

        return items;
    }

    private static IReadOnlyList<CrmName> Names(IEnumerable<JsonElement> items, string id) =>
        [.. items.Select(item => new CrmName(item.Text(id), item.Text("name"))).Where(name => name.Id.Length > 0)];

    private static int? IdOf(JsonElement types, string name, string id) =>
        Items(types).FirstOrDefault(type => type.Text("name").Equals(name, StringComparison.OrdinalIgnoreCase)).Find(id)
            is { ValueKind: JsonValueKind.Number } found && found.TryGetInt32(out var number) ? number : null;

    private static IEnumerable<JsonElement> Items(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : [];
}

/// <summary>VAN's ids of how somebody was reached and who says so.</summary>
internal sealed record VanTypes(int ContactType, int InputType);
