using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class ImagesAndForms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "image_id",
                table: "scripts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "image_id",
                table: "messages",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "script_images",
                columns: table => new
                {
                    campaign_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    image_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    format = table.Column<int>(type: "INTEGER", nullable: false),
                    bytes = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_script_images", x => new { x.campaign_id, x.image_id });
                    table.ForeignKey(
                        name: "FK_script_images_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "opt_in_forms",
                columns: table => new
                {
                    campaign_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    form_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    slug = table.Column<string>(type: "TEXT", nullable: false),
                    slug_key = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    subtitle = table.Column<string>(type: "TEXT", nullable: false),
                    responses = table.Column<string>(type: "TEXT", nullable: false),
                    is_open = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_opt_in_forms", x => new { x.campaign_id, x.form_id });
                    table.ForeignKey(
                        name: "FK_opt_in_forms_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "opt_ins",
                columns: table => new
                {
                    campaign_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    opt_in_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    form_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    contact_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    day = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    referrer_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    not_sent_for = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_opt_ins", x => new { x.campaign_id, x.opt_in_id });
                    table.ForeignKey(
                        name: "FK_opt_ins_contacts_campaign_id_contact_id",
                        columns: x => new { x.campaign_id, x.contact_id },
                        principalTable: "contacts",
                        principalColumns: new[] { "campaign_id", "contact_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_opt_ins_opt_in_forms_campaign_id_form_id",
                        columns: x => new { x.campaign_id, x.form_id },
                        principalTable: "opt_in_forms",
                        principalColumns: new[] { "campaign_id", "form_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_opt_in_forms_campaign_id_slug_key",
                table: "opt_in_forms",
                columns: new[] { "campaign_id", "slug_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_opt_ins_campaign_id_contact_id",
                table: "opt_ins",
                columns: new[] { "campaign_id", "contact_id" });

            migrationBuilder.CreateIndex(
                name: "IX_opt_ins_campaign_id_form_id_contact_id_day",
                table: "opt_ins",
                columns: new[] { "campaign_id", "form_id", "contact_id", "day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_opt_ins_campaign_id_form_id_created_at_opt_in_id",
                table: "opt_ins",
                columns: new[] { "campaign_id", "form_id", "created_at", "opt_in_id" });

            migrationBuilder.CreateIndex(
                name: "IX_opt_ins_waiting",
                table: "opt_ins",
                columns: new[] { "campaign_id", "due_at" },
                filter: "due_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "opt_ins");

            migrationBuilder.DropTable(
                name: "opt_in_forms");

            migrationBuilder.DropTable(
                name: "script_images");

            migrationBuilder.DropColumn(
                name: "image_id",
                table: "scripts");

            migrationBuilder.DropColumn(
                name: "image_id",
                table: "messages");
        }
    }
}
