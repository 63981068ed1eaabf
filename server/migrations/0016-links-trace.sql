-- Known lists (名单), and the evaluation that a warning rests on.

-- ---------------------------------------------------------------- links
-- Raised with every change: a process asks for it to see whether its memory is behind. One row, locked by whoever writes, so
-- that changes are seen in the order of their numbers.
CREATE TABLE link_epoch (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  n   bigint NOT NULL DEFAULT 1
);
INSERT INTO link_epoch DEFAULT VALUES;
GRANT SELECT, UPDATE (n) ON link_epoch TO lanzha_app;

-- A value that a person has judged, or that came with the product. Nothing stands for ever that speaks against anybody.
CREATE TABLE link (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  kind       text NOT NULL CHECK (kind IN ('phone', 'account', 'url_host', 'app')),
  verdict    text NOT NULL CHECK (verdict IN ('bad', 'good')),
  value      text,                       -- as it is compared; null when it is personal
  key        uuid,                       -- blind index of a telephone or an account; null again once it is forgotten
  key_id     integer,                    -- vault_key of the sealed value, of the day on which it is forgotten
  sealed     bytea,
  masked     text NOT NULL,              -- what lists show
  source     text NOT NULL,              -- numbers masked
  note       text NOT NULL DEFAULT '',   -- numbers masked
  added_by   uuid REFERENCES person (id),  -- null: came with the product
  added_at   timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  lifted_at  timestamptz,
  forgotten_at timestamptz,
  epoch      bigint NOT NULL,            -- of the last change
  version    integer NOT NULL DEFAULT 1,
  CHECK (verdict = 'good' OR expires_at IS NOT NULL),
  CHECK (value IS NULL OR (key IS NULL AND sealed IS NULL)),
  CHECK (value IS NOT NULL OR key IS NOT NULL OR forgotten_at IS NOT NULL),
  CHECK ((key_id IS NULL) = (sealed IS NULL)),
  CHECK (kind <> 'account' OR value IS NULL)
);
-- A value stands in one list at a time.
CREATE UNIQUE INDEX link_key ON link (kind, key) WHERE lifted_at IS NULL AND key IS NOT NULL;
CREATE UNIQUE INDEX link_value ON link (kind, value) WHERE lifted_at IS NULL AND value IS NOT NULL;
CREATE INDEX link_epoch_of ON link (epoch);                      -- what changed since a process looked
CREATE INDEX link_newest ON link (added_at DESC, id DESC);       -- pages of the list
CREATE INDEX link_forgetting ON link (key_id) WHERE sealed IS NOT NULL;

CREATE TABLE link_history (
  id       uuid PRIMARY KEY DEFAULT uuidv7(),
  link_id  uuid NOT NULL REFERENCES link (id),
  version  integer NOT NULL,             -- the version this entry made, or found
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_id uuid REFERENCES person (id),
  act      text NOT NULL CHECK (act IN ('add', 'change', 'lift', 'restore', 'object', 'answer')),
  why      text NOT NULL,                -- numbers masked
  detail   jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX link_history_of ON link_history (link_id, id);

-- Somebody says that a value is listed by mistake (误列).
CREATE TABLE link_objection (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  link_id     uuid NOT NULL REFERENCES link (id),
  at          timestamptz NOT NULL DEFAULT now(),
  by          uuid NOT NULL REFERENCES person (id),
  why         text NOT NULL,             -- numbers masked
  answered_at timestamptz,
  answered_by uuid REFERENCES person (id),
  answer      text,
  CHECK ((answered_at IS NULL) = (answer IS NULL)),
  CHECK ((answered_at IS NULL) = (answered_by IS NULL))
);
CREATE UNIQUE INDEX link_objection_open ON link_objection (link_id, by) WHERE answered_at IS NULL;  -- one voice each

-- The lists hold for the whole house: whoever has any scope of work reads them, whoever has none sees nothing. Nobody
-- writes in another's name.
ALTER TABLE link ENABLE ROW LEVEL SECURITY;
CREATE POLICY link_scope ON link USING (
  current_setting('lanzha.scope', true) = 'all' OR current_setting('lanzha.place', true) <> ''
  OR current_setting('lanzha.units', true) <> '');
CREATE POLICY link_own_name ON link AS RESTRICTIVE FOR INSERT WITH CHECK (
  current_setting('lanzha.scope', true) = 'all'
  OR added_by = nullif(current_setting('lanzha.person', true), '')::uuid);
ALTER TABLE link_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY link_history_scope ON link_history USING (EXISTS (SELECT FROM link l WHERE l.id = link_id));
ALTER TABLE link_objection ENABLE ROW LEVEL SECURITY;
CREATE POLICY link_objection_scope ON link_objection USING (EXISTS (SELECT FROM link l WHERE l.id = link_id));

GRANT SELECT, INSERT ON link, link_history, link_objection TO lanzha_app;
GRANT UPDATE (key, key_id, sealed, source, note, expires_at, lifted_at, forgotten_at, epoch, version) ON link TO lanzha_app;
GRANT UPDATE (answered_at, answered_by, answer) ON link_objection TO lanzha_app;

-- Known-good numbers and hosts. Service numbers of at most six digits are nobody's and stand in clear.
INSERT INTO link (kind, verdict, value, masked, source, note, epoch)
SELECT 'phone', 'good', number, number, '公开服务号码', name, 1 FROM (VALUES
  ('110', '公安报警'), ('119', '消防'), ('120', '医疗急救'), ('122', '交通事故报警'), ('96110', '反诈专线'),
  ('12381', '工业和信息化部涉诈预警短信'), ('12321', '网络不良与垃圾信息举报'), ('12377', '网络违法和不良信息举报'),
  ('12389', '公安机关举报'), ('12309', '检察服务'), ('12368', '诉讼服务'), ('12348', '公共法律服务'),
  ('12345', '政务服务便民热线'), ('12315', '消费者投诉举报'), ('12378', '银行保险消费者投诉'), ('12363', '金融消费权益保护'),
  ('12366', '纳税服务'), ('12333', '人力资源和社会保障'), ('12329', '住房公积金'), ('12306', '铁路客服'), ('12123', '交管服务'),
  ('12367', '移民管理服务'), ('10000', '中国电信客服'), ('10010', '中国联通客服'), ('10086', '中国移动客服'),
  ('10099', '中国广电客服'), ('95588', '工商银行'), ('95599', '农业银行'), ('95566', '中国银行'), ('95533', '建设银行'),
  ('95559', '交通银行'), ('95580', '邮政储蓄银行'), ('95555', '招商银行'), ('95568', '民生银行'), ('95561', '兴业银行'),
  ('95558', '中信银行'), ('95595', '光大银行'), ('95577', '华夏银行'), ('95528', '浦发银行'), ('95508', '广发银行'),
  ('95511', '中国平安'), ('95574', '宁波银行'), ('95527', '浙商银行'), ('95516', '银联'), ('95188', '支付宝'),
  ('95017', '微信支付'), ('95338', '顺丰速运'), ('95311', '中通快递'), ('95543', '申通快递'), ('95554', '圆通速递'),
  ('95546', '韵达速递'), ('11183', '邮政速递'), ('11185', '中国邮政'), ('95598', '国家电网')
) AS known (number, name);
INSERT INTO link (kind, verdict, value, masked, source, note, epoch)
SELECT 'url_host', 'good', host, host, '公开网站', name, 1 FROM (VALUES
  ('gov.cn', '政府网站'), ('12377.cn', '网络举报'), ('12306.cn', '铁路客服'), ('10086.cn', '中国移动'),
  ('10010.com', '中国联通'), ('189.cn', '中国电信'), ('icbc.com.cn', '工商银行'), ('abchina.com', '农业银行'),
  ('boc.cn', '中国银行'), ('ccb.com', '建设银行'), ('bankcomm.com', '交通银行'), ('psbc.com', '邮政储蓄银行'),
  ('cmbchina.com', '招商银行'), ('95516.com', '银联'), ('sf-express.com', '顺丰速运'), ('ems.com.cn', '邮政速递')
) AS known (host, name);
INSERT INTO link_history (link_id, version, act, why) SELECT id, 1, 'add', '随产品提供的公开号码和网站' FROM link;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('links.bad.longest', '365', 'd', 'rules §11 U4', '设计'),   -- a known-bad value stands at most so long before it is looked at again
  ('links.kept',        '90',  'd', 'rules §10.2',  '设计');   -- so long after its end the value itself is destroyed

-- ---------------------------------------------------------------- trace
-- Every rule that could apply: why it fired, or what it lacked; the counts it looked at. No identifiers. Null: raised nothing
-- by itself, or came before traces were kept.
ALTER TABLE warning_evidence ADD COLUMN trace jsonb;
