using System.Text.Json;
using System.Text.RegularExpressions;
using GraphQL.Types;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Authorization;

/// <summary>A campaign that has one of everything, and the ids of it all.</summary>
internal sealed partial class WalkedCampaign
{
    public required ServedCampaign Campaign { get; init; }

    /// <summary>By the three letters of their type.</summary>
    public required IReadOnlyDictionary<string, string> Ids { get; init; }

    public static async Task<WalkedCampaign> MakeAsync(Served server)
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(4);
        var target = (await campaign.ClaimAsync(campaign.Volunteer, action))[0];
        var sent = await campaign.SendAsync(campaign.Volunteer, target);
        ServedCampaign.AssertDone(sent);
        var contact = ServedCampaign.Text(target.GetProperty("contact"), "id");
        await campaign.WriteBackAsync(contact, "A secret answer");
        const string Status = "query($id: ID!) { node(id: $id) { ... on Message { status } } }";
        await Eventually.HoldsAsync(async () => // The carrier may take it, or refuse it; what it does, it does soon.
            (await campaign.DataAsync(campaign.Admin, Status, new { id = ServedCampaign.Text(sent.GetProperty("message"), "id") }))
                .GetProperty("node").GetProperty("status").GetString() is not ("QUEUED" or "SENDING"));
        var made = await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { action(id: $id) { list { id } initialScripts { id } } contactLists { nodes { id } } }", new { id = action });
        var ids = new Dictionary<string, string>
        {
            ["act"] = action,
            ["con"] = contact,
            ["cnv"] = NodeId.OfConversation(NodeId.Contact(contact)),
            ["tgt"] = ServedCampaign.Text((await campaign.ClaimAsync(campaign.Volunteer, action))[0], "id"),
            ["msg"] = ServedCampaign.Text(sent.GetProperty("message"), "id"),
            ["usr"] = NodeId.Of(campaign.Other.User),
            ["cam"] = NodeId.Of(campaign.Admin.Campaign),
            ["lst"] = ServedCampaign.Text(made.GetProperty("action").GetProperty("list"), "id"),
            ["scr"] = ServedCampaign.Text(made.GetProperty("action").GetProperty("initialScripts")[0], "id"),
            ["tea"] = await NewAsync("createTeam", "CreateTeamInput", new { name = "Secret team" }, "team"),
            ["uls"] = await NewAsync("createUserList", "CreateUserListInput", new { name = "Secret users" }, "userList"),
            ["dis"] = await NewAsync("createDistrict", "CreateDistrictInput", new { name = "Secret district", zips = new[] { "60601" } }, "district"),
            ["fol"] = await NewAsync("createFolder", "CreateFolderInput", new { name = "Secret folder" }, "folder"),
            ["cln"] = await NewAsync("createLink", "CreateLinkInput", new { slug = "secret", destination = "https://example.org/secret" }, "link"),
            ["lnk"] = await NewAsync("createActionLink", "CreateActionLinkInput", new { actionId = action }, "actionLink"),
            ["ivt"] = await NewAsync("inviteUser", "InviteUserInput", new { }, "invitation"),
            ["frm"] = await NewAsync("createOptInForm", "CreateOptInFormInput", new { slug = "secretform", title = "Secret form", initialResponse = "Hi" }, "form"),
            ["fld"] = await NewAsync("addCustomField", "AddCustomFieldInput", new { title = "Secret field" }, "customField"),
            ["exp"] = await NewAsync("startExport", "StartExportInput", new { kind = "CONTACTS" }, "export"),
        };
        return new() { Campaign = campaign, Ids = ids };

        async Task<string> NewAsync(string name, string type, object input, string shown)
        {
            var payload = await campaign.MutateAsync(campaign.Admin, name, type, input, $"{shown} {{ id }}");
            ServedCampaign.AssertDone(payload);
            return payload.GetProperty(shown).GetProperty("id").GetString()!;
        }
    }

    /// <summary>All that an admin can read by the queries without arguments.</summary>
    public async Task<string> StateAsync(SchemaDocuments documents, ISchema schema)
    {
        var state = new List<string>();
        foreach (var field in schema.Query.Fields.Where(field => field.Name != "exports" && (field.Arguments ?? []).All(a => a.ResolvedType is not NonNullGraphType)))
        {
            state.Add((await Campaign.AskAsync(Campaign.Admin, documents.Of("query", field, asAdmin: true, id: ""))).Json.GetRawText());
        }

        return Acts().Replace(string.Join('\n', state), "");
    }

    /// <summary>What users did is counted in the background, a moment later.</summary>
    [GeneratedRegex("\"(seen|started|performs|completed?|usersHere)\":[0-9]+")]
    private static partial Regex Acts();

    /// <summary>The codes of a payload's errors, and of what has no payload.</summary>
    public static IReadOnlyList<string> CodesOf(JsonElement answer)
    {
        var codes = new List<string>();
        Collect(answer);
        return codes;

        void Collect(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    if (element.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String)
                    {
                        codes.Add(code.GetString()!);
                    }

                    foreach (var property in element.EnumerateObject())
                    {
                        Collect(property.Value);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var item in element.EnumerateArray())
                    {
                        Collect(item);
                    }

                    break;
            }
        }
    }
}
