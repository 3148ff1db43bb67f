using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Scripts;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.OptInForms;

/// <summary>Takes what people fill in, and answers them (OPI-1). Nobody is asked who they are: whoever calls it limits how often
/// one caller comes.</summary>
public sealed class OptInService
{
    private const int Tries = 5;
    private const int LongestName = 100;
    private const int MostFriends = 10;
    private const int DueAtOnce = 100;

    private readonly IOptInStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly ILinkStore _links;
    private readonly IConversationStore _conversations;
    private readonly ConversationWriter _writer;
    private readonly ILineTypes _lineTypes;
    private readonly IClock _clock;

    internal OptInService(
        IOptInStore store, ICampaignStore campaigns, ILinkStore links, IConversationStore conversations, ConversationWriter writer, ILineTypes lineTypes,
        IClock clock) =>
        (_store, _campaigns, _links, _conversations, _writer, _lineTypes, _clock) =
            (store, campaigns, links, conversations, writer, lineTypes, clock);

    /// <summary>What the form's page shows; for whoever has its address.</summary>
    /// <param name="code">The campaign's, of its links.</param>
    public async Task<Outcome<OptInPage>> FindPageAsync(string code, string slug, CancellationToken cancellationToken = default) =>
        await FindAsync(code, slug, cancellationToken) is var (campaign, form)
            ? new OptInPage(campaign.Name, form.Title, form.Subtitle)
            {
                AsksForFriends = (await _campaigns.ListFieldsAsync(campaign.Id, cancellationToken))
                    .Any(field => ScriptVariables.IsRemindAFriend(field.Slug)),
            }
            : Refusal.NotFound("form");

    /// <summary>Takes a filled-in form. The contact is made, or filled up where it lacks something; its response is texted at
    /// once, or when the hours open. One number is answered once a form and day, and never where it opted out.</summary>
    /// <returns>The same, whatever came of it: who has opted out is nobody's to learn.</returns>
    public async Task<Outcome<OptInPage>> SubmitAsync(
        string code, string slug, OptInSubmission submission, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(code, slug, cancellationToken) is not var (campaign, form))
        {
            return Refusal.NotFound("form");
        }

        var phone = PhoneNumberParser.Read(submission.Phone);
        var refusals = Check(submission).ToList();
        if (!phone.IsValid)
        {
            refusals.Add(new(RefusalCode.InvalidPhoneNumber, phone.Explanation) { Path = ["phone"] });
        }

        if (refusals.Count > 0)
        {
            return Outcome.Refused<OptInPage>(refusals);
        }

        var by = LinkToken.Read(submission.By) is var (owner, token) && owner == campaign.Links.Code
            ? await _store.FindReferrerAsync(campaign.Id, token, cancellationToken)
            : null;
        var line = LineType.Unknown;
        var query = new ConversationQuery { Phone = phone.Number };
        for (var i = 0; i < Tries; i++)
        {
            var read = (await _conversations.ReadAsync(campaign.Id, [query], cancellationToken))[0]!;
            var now = _clock.Now();
            var day = now.InZone(TimeZones.Find(read.Campaign.Settings.TimeZone) ?? DateTimeZone.Utc).Date;

            // After the contact was read: one who was quicker since has changed it, and this change does not hold.
            var before = read.Contact is { } known
                ? await _store.FindOptInAsync(campaign.Id, form.Id, known.Id, day, cancellationToken)
                : null;
            if (read is { Contact: null, IsOptedOut: false } && line == LineType.Unknown)
            {
                // Such a look-up may cost: only for one who is really new.
                line = (await _lineTypes.FindAsync([phone.Number], cancellationToken))[0];
            }

            if (before is not null || OptInRule.Take(read, form, submission, phone.Number, line, by, day, now) is not { } change
                || (await _writer.CommitAsync([change], cancellationToken))[0] == CommitResult.Committed)
            {
                return new OptInPage(campaign.Name, form.Title, form.Subtitle);
            }
        }

        return Refusal.Conflict("Others are changing this contact right now. Try again.");
    }

    /// <summary>Texts the responses that waited for the hours to open.</summary>
    internal async Task<bool> RespondDueAsync(CancellationToken cancellationToken)
    {
        var due = await _store.ListDueAsync(_clock.Now(), DueAtOnce, cancellationToken);
        foreach (var (campaign, optIn) in due)
        {
            if (await _store.FindAsync(campaign, [optIn.Form], cancellationToken) is [var form]
                && (await _conversations.ReadAsync(campaign, [new() { Contact = optIn.Contact }], cancellationToken))[0] is { } read
                && await _store.FindOptInAsync(campaign, optIn.Form, optIn.Contact, optIn.Day, cancellationToken)
                    is { State: OptInState.Waiting } waiting)
            {
                // Where others were quicker, it is due again the next time.
                await _writer.CommitAsync([OptInRule.Respond(read, form, waiting, _clock.Now())], cancellationToken);
            }
        }

        return due.Count == DueAtOnce;
    }

    private async Task<(Campaign Campaign, OptInForm Form)?> FindAsync(string code, string slug, CancellationToken cancellationToken) =>
        code.Length == LinkSecret.CodeLength && LinkSlug.IsValid(slug)
            && await _links.FindCampaignAsync(code, cancellationToken) is { } campaign
            && await _store.FindAsync(campaign.Id, slug, cancellationToken) is { IsOpen: true } form
            ? (campaign, form)
            : null;

    private static IEnumerable<Refusal> Check(OptInSubmission submission)
    {
        var names = new[] { (submission.FirstName, "firstName"), (submission.LastName, "lastName") };
        return KeptText.Check((submission.Email, "email"), (submission.Zip, "zip"), (submission.Friends, "friends"))
            .Concat(names.Where(n => n.Item1.Trim().Length > 0 && OneLine.Read(n.Item1, LongestName) is null)
                .Select(n => Refusal.Invalid($"A name has at most {LongestName} characters, on one line.", n.Item2)))
            .Concat(submission.Email.Trim().Length > 0 && ContactCells.Email(submission.Email.Trim()) is null
                ? [Refusal.Invalid("This is no email address.", "email")] : [])
            .Concat(submission.Zip.Trim().Length > 0 && ContactCells.Zip(submission.Zip.Trim()) is null
                ? [Refusal.Invalid("A ZIP code has five digits, such as 60601.", "zip")] : [])
            .Concat(OptInRule.Friends(submission) is { } friends && (friends.Count > MostFriends || friends.Any(f => f.Length > LongestName))
                ? [Refusal.Invalid($"At most {MostFriends} friends, one a line, of at most {LongestName} characters each.", "friends")] : []);
    }
}
